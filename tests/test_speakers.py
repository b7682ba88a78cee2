from assistant.speakers import turns_of

GROUP = "【群】\n园长：各班报一下\n后厨老李：买菜花了21.6万\n陈：家访156户\n老李：留样315份\n园长：绘本640册"
ANSWERS = "问答\n主任：基层社呢？\n答：11个，恢复两个。\n主任：人？\n答：在职43。\n主任：安全？\n答：查了52次。"


def told(text):
    return [text[turn.start : turn.end] for turn in turns_of(text).values() if turn.spoken]


def test_names_before_what_was_said_are_cut_off():
    assert told(GROUP) == ["各班报一下", "买菜花了21.6万", "家访156户", "留样315份", "绘本640册"]


def test_questions_are_not_told_and_name_the_topic_of_their_answer():
    turns = list(turns_of(ANSWERS).values())
    assert [turn.asked for turn in turns if turn.spoken] == ["基层社", "", "安全"]
    assert told(ANSWERS)[0] == "11个，恢复两个。"


def test_names_and_times_alone_on_a_line_say_nothing():
    text = "小范 9:12\n受理876件\n老陆 9:20\n咨询3215人\n章姐 9:45\n律师61人"
    assert [turn.spoken for turn in turns_of(text).values()] == [False, False, False]


def test_labels_of_work_are_no_speakers():
    assert turns_of("维权：签合同50家\n普法：讲座3场\n帮教：12人\n维权：调解2件") == {}


def test_lines_with_date_time_and_name_are_a_chat() -> None:
    notes = (
        "云溪村2024年总结\n#接龙 各组报修路\n1. 王会计：一组硬化1.2公里\n2. 李组长：二组800米\n"
        "2024-12-10 10:05 小赵：低保户今年42户\n2024-12-10 10:07 妇女主任李姐：筛查186人\n2024-12-10 10:08 小赵：好的\n"
    )
    said = [notes[turn.start : turn.end] for turn in turns_of(notes).values() if turn.spoken]
    assert said == ["一组硬化1.2公里", "二组800米", "低保户今年42户", "筛查186人", "好的"]


def test_names_with_their_place_and_the_time_of_day_speak() -> None:
    text = (
        "妇幼村医群聊天记录\n陈站长 09:12：@所有人 各村报产后访视\n小陶 17:55：核完了，1398人\n新塘 马医生 23:40：车走了95分钟\n"
        "何医生 6月21日：体检386个娃\n何医生：宫颈异常19人\n小陶：叶酸发了312瓶\n"
    )
    said = [text[t.start : t.end] for t in turns_of(text).values() if t.spoken]
    assert said == ["各村报产后访视", "核完了，1398人", "车走了95分钟", "体检386个娃", "宫颈异常19人", "叶酸发了312瓶"]
