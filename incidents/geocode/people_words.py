# ruff: noqa: E501 - word lists fill the line
"""Words that tell a person or a body from a place of the same name.

Plain word lists, the project's own; lower case, compared with the folded word.
"""

from __future__ import annotations

from incidents.geocode.plain_words import SURNAMES
from incidents.geocode.words import word_set

#: After a name: it is a family's or a firm's.
PERSONAL = word_set("family familys brothers sons son daughter sr jr whose who inc ltd")
TITLES = word_set(
    "mr mrs ms dr mayor president governor gov minister general gen colonel col captain capt "
    "sergeant sgt sheriff officer deputy judge senator sen rep secretary chief spokesman "
    "spokeswoman coach director professor prof king queen prince princess pope bishop father "
    "sir lord lady lt lieutenant detective attorney rev reverend st_louis chairman premier "
    "commissioner superintendent councilman councilwoman manager owner "
    "мер мэр президент голова глава генерал міністр министр полковник губернатор начальник пан"
)
GIVEN_NAMES = word_set(
    "john james robert michael william david richard joseph thomas charles christopher daniel "
    "matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george timothy "
    "ronald edward jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott "
    "brandon benjamin samuel gregory frank alexander raymond patrick jack dennis jerry tyler aaron "
    "jose adam nathan henry douglas zachary peter kyle walter ethan jeremy harold keith christian "
    "roger noah gerald carl terry sean arthur lawrence jesse dylan bryan joe jordan billy bruce "
    "albert willie gabriel logan alan juan wayne roy ralph randy eugene vincent russell elijah louis "
    "bobby philip johnny mary patricia jennifer linda elizabeth barbara susan jessica sarah karen "
    "lisa nancy betty margaret sandra ashley kimberly emily donna michelle carol amanda dorothy "
    "melissa deborah stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda "
    "pamela emma nicole helen samantha katherine christine debra rachel carolyn janet catherine "
    "maria heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan "
    "evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa ann sara madison "
    "frances kathryn janice jean abigail alice judy sophia grace denise amber doris marilyn danielle "
    "beverly isabella theresa diana natalie brittany charlotte marie kayla alexis lori mike bob bill "
    "jim tom steve dave dan chris matt tony greg jeff ken ron tim rick ted fred ray don sam ben barack "
    "hillary mohammed muhammad ahmed ali hassan vladimir dmitry sergey serhii oleksandr ihor vitali "
    "vitalii volodymyr andriy yuri ivan mikhail nikolai alexei igor viktor oleg timur "
    "lloyd abdul abdullah ibrahim omar yusuf mahmoud khaled mustafa hussein saeed karim tariq oleh olena "
    "iryna irina natalia nataliya svitlana vyacheslav viacheslav sergei maksym dmytro pavlo petro mykola "
    "vasyl yulia yuliia tetiana kateryna ruslan denis denys antonio carlos luis pedro francisco jean pierre "
    "michel hans giorgio yoav ehud emmanuel ursula jens jill kamala keir rishi boris narendra imran shehbaz "
    "recep bashar abdel fatima leila mariam valerii oksana halyna anton artem bohdan taras stepan hryhorii "
    "zahra rashid salman faisal nasser bilal hamza tedros kofi kwame samantha raisi ebrahim javad"
    "alex brad kathy cathy josh luke zach nick pete phil rob sue todd kewon caitlin hailey amy "
    "shane travis derek corey cory marcus darren dwayne tyrone kristen kristin megan lindsey holly "
    "ashton olivia emily ethan liam aiden owen wyatt isaac caleb colin connor dylan "
    "gavin trevor garrett brett clint wesley curtis leonard leroy melvin norman "
    "priscilla tanya tonya stacy tracy wendy tina tammy sheila rhonda robin carla paula bonnie "
    "yosef yitzhak avi moshe shlomo eli noam ziad samir walid nabil hani bassam jamal "
    "hamid reza mahdi mehdi sergii andrii andrei mykhailo vadym yevhen dmytro"
)
#: Names that are a surname or a common word more often than the place, unless a preposition or a
#: second part ("Jackson, Miss.") says otherwise.
WEAK = (
    word_set(
        "jackson johnson washington_irving houston_smith wilson davis taylor thomas moore martin lee "
        "harris clark lewis robinson walker young allen wright scott nelson hill baker adams campbell "
        "mitchell roberts carter phillips evans turner parker collins edwards stewart morris murphy cooper "
        "reed bailey howard ward richardson watson brooks kelly sanders price bennett wood barnes ross "
        "henderson coleman jenkins perry powell long patterson hughes washington_post butler simmons foster "
        "bryant alexander russell griffin hayes myers ford hamilton graham sullivan wallace woods cole west "
        "owens reynolds fisher ellis gibson mcdonald cruz marshall ortiz gomez murray freeman wells webb "
        "simpson stevens tucker porter hunter hicks crawford henry boyd mason morales kennedy warren dixon "
        "ramos reyes burns gordon shaw holmes rice robertson hunt black daniels palmer mills nichols grant "
        "knight ferguson stone dunn perkins hudson spencer gardner payne pierce berry matthews arnold wagner "
        "willis carroll duncan hart cunningham bradley lane andrews ruiz harper fox riley armstrong carpenter "
        "weaver greene lawrence elliott chavez sims austin_powers peters kelley franklin lawson fields "
        "franklin logan blair morgan benson monroe madison jefferson lincoln grant cleveland_brown"
    )
    | SURNAMES
)
#: What a person does and a town does not.
PERSON_VERBS = word_set(
    "said says told tells added adds explained recalled replied asked thinks believes wrote writes testified "
    "insists noted notes admitted recalls joked laughed smiled thought knew lives lived worked "
    "married died graduated retired pleaded ran played scored"
)
#: Before a name, these say who speaks ("said Wade").
SPEECH_BEFORE = word_set("said says added adds recalled explained")
#: Capital words that may stand before a place's name as a part of it.
PLACE_ADJECTIVES = word_set(
    "greater downtown uptown midtown metro metropolitan upstate inner outer historic occupied "
    "mainland coastal rural suburban northern southern eastern western central north south east west "
    "northeast northwest southeast southwest lower upper old new monday tuesday wednesday thursday "
    "friday saturday sunday in at near from to of on and the around across"
)
#: Places whose name is also a given name: before a surname they are a person.
GIVEN_PLACES = word_set(
    "paris chelsea austin brooklyn sydney lincoln lancaster london florence georgia virginia charlotte "
    "jackson madison savannah dallas houston carolina israel jordan chad orlando milan troy sierra "
    "dakota phoenix memphis asia india kenya verona siena vienna adelaide victoria alexandria sofia "
    "cairo denver preston clifton bradford brent brandon burton chester clayton carson caroline dalton "
    "devon douglas elgin everett franklin hailey hamilton harrison helena henderson henry irving "
    "katherine kingston lindsay logan marion melbourne milton montgomery nadia neville newton norman "
    "odessa olympia preston quincy regina salem santiago selma shelby sheridan sidney skyler stafford "
    "sterling trenton trinity tyler vance vernon walton warren wayne wesley weston whitney winston"
)
#: After a river's or a road's name these say that no town is meant.
NOT_A_TOWN = word_set(
    "river rivers lake creek canal strait gulf reservoir basin sea ocean mountains "
    "street st avenue ave road drive lane court parkway highway trail boulevard blvd terrace turnpike "
    "ріка річка річки річкою ріку річці река реки рекой водосховище водосховища водохранилище"
)
#: Capital words right after a place that leave it a place.
LEAVES_PLACE = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
    "july august september october november december city region oblast province district state county "
    "and or but where when while as after before on in at is was were has had said"
)
#: The seat of a body in its name: "Dublin City Council" is of Dublin.
CITY_BODIES = word_set(
    "council councils manager hall commission commissioner police schools school court attorney "
    "clerk mayor fire board planning administration military"
)
#: What is named after the city where it was signed or held.
AGREEMENTS = word_set(
    "agreement agreements accord accords summit conference protocol protocols treaty declaration "
    "convention conventions format process memorandum communique угоди угода домовленості "
    "соглашения соглашение договоренности меморандум"
)
