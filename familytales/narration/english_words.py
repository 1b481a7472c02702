"""Abbreviations of English letters, diaries and recipes: plain tables, small letters, straight apostrophes."""

import re

from familytales.narration.written import vocabulary

ALWAYS = {
    # titles and ranks
    "mr": "mister", "mrs": "missus", "ms": "miz", "messrs": "messieurs", "mme": "madame", "mlle": "mademoiselle",
    "prof": "professor", "capt": "captain", "lt": "lieutenant", "lieut": "lieutenant", "sgt": "sergeant",
    "sergt": "sergeant", "cpl": "corporal", "corpl": "corporal", "pvt": "private", "pte": "private",
    "brig": "brigadier", "supt": "superintendent", "esq": "esquire", "bros": "brothers", "secty": "secretary",
    "secy": "secretary", "sec'y": "secretary", "sect'y": "secretary", "genl": "general", "gen'l": "general",
    "govt": "government", "gov't": "government", "regt": "regiment", "dept": "department", "asst": "assistant",
    "atty": "attorney", "jr": "junior", "junr": "junior", "sr": "senior", "senr": "senior", "ph.d": "P H D",
    "pfc": "private first class", "s/sgt": "staff sergeant", "t/sgt": "technical sergeant",
    "m/sgt": "master sergeant", "lt.-col": "lieutenant colonel", "lieut.-col": "lieutenant colonel",
    "lt.-gen": "lieutenant general", "lieut.-gen": "lieutenant general", "maj.-gen": "major general",
    "brig.-gen": "brigadier general", "capt'n": "captain", "adjt": "adjutant", "cmdr": "commander",
    "comdr": "commander", "btry": "battery", "batt'n": "battalion", "bde": "brigade", "sqdn": "squadron",
    "hdqrs": "headquarters", "comp'y": "company", "dau": "daughter", "bapt": "baptized", "unm": "unmarried",
    "regts": "regiments", "revd": "reverend", "rev'd": "reverend", "esqr": "esquire",
    # first names
    "wm": "William", "chas": "Charles", "geo": "George", "jas": "James", "jno": "John", "thos": "Thomas",
    "robt": "Robert", "saml": "Samuel", "sam'l": "Samuel", "danl": "Daniel", "dan'l": "Daniel", "benj": "Benjamin",
    "benjn": "Benjamin", "edwd": "Edward", "richd": "Richard", "rich'd": "Richard", "alexr": "Alexander",
    "margt": "Margaret", "fredk": "Frederick", "fred'k": "Frederick", "nathl": "Nathaniel", "nath'l": "Nathaniel",
    "abm": "Abraham", "abrm": "Abraham", "archd": "Archibald", "eliz": "Elizabeth", "elizth": "Elizabeth",
    "michl": "Michael", "patk": "Patrick", "andw": "Andrew", "jonn": "Jonathan", "jona": "Jonathan",
    "eliz'th": "Elizabeth", "xpher": "Christopher", "xopher": "Christopher",
    # the hand of old letters
    "rec'd": "received", "recd": "received", "rec'vd": "received", "ans'd": "answered", "obt": "obedient",
    "obdt": "obedient", "ob't": "obedient", "svt": "servant", "servt": "servant", "serv't": "servant",
    "hble": "humble", "affly": "affectionately", "aff'ly": "affectionately", "affecly": "affectionately",
    "affectly": "affectionately", "affte": "affectionate", "afft": "affectionate", "affect'ly": "affectionately",
    "affec'ly": "affectionately", "respy": "respectfully", "resply": "respectfully", "yrs": "yours", "yr": "your",
    "yor": "your", "wd": "would", "cd": "could", "shd": "should", "wch": "which", "whch": "which", "wh": "which",
    "w/": "with", "w/o": "without", "tho'": "though", "altho'": "although", "thro'": "through", "thro": "through",
    "acct": "account", "acc't": "account", "a/c": "account", "amt": "amount", "am't": "amount", "c/o": "care of",
    "viz": "namely", "i.e": "that is", "e.g": "for example", "etc": "et cetera", "&c": "et cetera",
    "&etc": "et cetera", "vs": "versus", "xmas": "Christmas", "x'mas": "Christmas", "encl": "enclosed",
    "pd": "paid", "recpt": "receipt", "rec't": "receipt", "bal": "balance", "hon'd": "honoured",
    "o'c": "o'clock", "recvd": "received", "rcd": "received", "yesty": "yesterday", "tomw": "tomorrow",
    "dep't": "department", "ass't": "assistant", "ans'g": "answering", "y^e": "the", "y^t": "that", "y^s": "this",
    "y^m": "them", "y^r": "your", "y^rs": "yours", "phila": "Philadelphia", "p.c": "per cent", "h.p": "horsepower",
    "maj.-genl": "major general", "sgt.-maj": "sergeant major", "sergt.-maj": "sergeant major",
    "sgt.-major": "sergeant major", "qr.-mr": "quartermaster", "q.-m": "quartermaster",
    "&": "and", "+": "and", "@": "at", "ult": "ultimo", "ulto": "ultimo", "b'day": "birthday", "g'ma": "grandma",
    "g'pa": "grandpa", "y'rs": "yours", "y'r": "your", "affec": "affectionate", "p.a": "per annum", "brot": "brought",
    "ack'd": "acknowledged", "ackd": "acknowledged", "eve'g": "evening", "ev'g": "evening", "evg": "evening",
    "morn'g": "morning", "aft'n": "afternoon", "sund'y": "Sunday", "mond'y": "Monday", "tuesd'y": "Tuesday",
    "wed'y": "Wednesday", "thursd'y": "Thursday", "frid'y": "Friday", "saturd'y": "Saturday", "sat'y": "Saturday",
    "hhd": "hogshead", "hhds": "hogsheads", "affecte": "affectionate", "remn": "remain", "mich'mas": "Michaelmas",
    "o'cl": "o'clock", "o'clk": "o'clock", "aftn": "afternoon", "w'd": "would", "c'd": "could", "sh'd": "should",
    "wou'd": "would", "cou'd": "could", "shou'd": "should", "nr": "near", "yt": "that", "wth": "with", "p'd": "paid",
    "&ct": "et cetera", "p.w": "per week", "4to": "quarto", "8vo": "octavo",
    "bbl": "barrel", "bbls": "barrels", "doz": "dozen", "tbsp": "tablespoon", "tbsps": "tablespoons",
    "tsp": "teaspoon", "tsps": "teaspoons", "pkg": "package", "pkgs": "packages",
    # months whose short forms are no other words
    "jany": "January", "feby": "February", "aug": "August", "augt": "August", "septr": "September",
    "octr": "October", "novr": "November", "decr": "December", "7ber": "September", "8ber": "October",
    "9ber": "November", "10ber": "December", "xber": "December",
}  # fmt: skip
"""Read so wherever they stand, with a full stop or without."""

DOTTED = {
    "rev": "reverend", "hon": "honourable", "col": "colonel", "gen": "general", "maj": "major", "adm": "admiral",
    "gov": "governor", "pres": "president", "sen": "senator", "rep": "representative", "rt": "right",
    "co": "company", "bn": "battalion", "batt": "battalion", "div": "division", "inf": "infantry", "cav": "cavalry",
    "vols": "volunteers", "corp": "corporation", "inc": "incorporated", "ltd": "limited", "inst": "instant",
    "prox": "proximo", "do": "ditto", "ave": "avenue", "rd": "road", "blvd": "boulevard", "apt": "apartment",
    "mt": "mount", "ft": "fort", "cor": "corner", "jos": "Joseph", "edw": "Edward", "alex": "Alexander",
    "cath": "Catherine", "abr": "Abraham", "fred": "Fred", "jan": "January", "feb": "February", "mar": "March",
    "apr": "April", "apl": "April", "jun": "June", "jul": "July", "sept": "September", "sep": "September",
    "oct": "October", "nov": "November", "dec": "December", "mon": "Monday", "tues": "Tuesday", "tue": "Tuesday",
    "wed": "Wednesday", "weds": "Wednesday", "thurs": "Thursday", "thur": "Thursday", "thu": "Thursday",
    "fri": "Friday", "sat": "Saturday", "aff": "affectionate", "tel": "telephone", "univ": "university",
    "ens": "ensign", "coy": "company", "plat": "platoon", "hosp": "hospital", "bldg": "building", "dist": "district",
    "sq": "square", "ln": "lane", "hts": "heights", "jct": "junction", "sta": "station", "cem": "cemetery",
    "ry": "railway", "bur": "buried", "morn": "morning", "aft": "afternoon", "ans": "answer",
    "bro": "brother", "arr": "arrived", "dep": "departed", "hd": "head", "qrs": "quarters", "pt": "point",
    "pk": "park", "balt": "Baltimore", "cl": "class", "cent": "cent", "cf": "compare", "temp": "temperature",
    "enc": "enclosed", "req": "request", "lat": "latitude", "long": "longitude",
    "bt": "bought", "jn": "John", "cr": "credit", "ther": "thermometer",
    "max": "maximum", "bot": "bought", "mos": "months", "wks": "weeks", "hrs": "hours", "pr": "pair",
}  # fmt: skip
"""Abbreviations only where a full stop follows: without it they are words or names of their own."""

TITLES = vocabulary("mr mrs miss ms messrs dr sir lady")
"""Before a name that may look like a month: `Mr. Jan.`"""

BEFORE_NUMBER = {
    "no": "number", "nos": "numbers", "p": "page", "pp": "pages", "pg": "page", "vol": "volume", "vols": "volumes",
    "ch": "chapter", "chap": "chapter", "sec": "section", "fig": "figure", "pl": "plate", "art": "article",
    "lot": "lot", "rm": "room", "tel": "telephone", "ca": "about", "c": "about", "abt": "about", "par": "paragraph",
    "b": "born", "m": "married", "d": "died", "bur": "buried", "bet": "between", "rte": "route", "hwy": "highway",
    "ver": "verse", "v": "verse", "vs": "verses", "bk": "book", "ph": "phone", "aet": "aged", "æt": "aged",
    "ae": "aged", "æ": "aged", "ll": "lines", "fol": "folio",
}  # fmt: skip
"""Read so before a number or a Roman numeral only."""

UNITS = {
    "lb": ("pound", "pounds"), "lbs": ("pound", "pounds"), "oz": ("ounce", "ounces"), "ozs": ("ounce", "ounces"),
    "ft": ("foot", "feet"), "in": ("inch", "inches"), "ins": ("inch", "inches"), "yd": ("yard", "yards"),
    "yds": ("yard", "yards"), "mi": ("mile", "miles"), "qt": ("quart", "quarts"), "qts": ("quart", "quarts"),
    "pt": ("pint", "pints"), "pts": ("pint", "pints"), "gal": ("gallon", "gallons"), "gals": ("gallon", "gallons"),
    "bu": ("bushel", "bushels"), "pk": ("peck", "pecks"), "pks": ("peck", "pecks"),
    "cwt": ("hundredweight", "hundredweight"),
    "tsp": ("teaspoon", "teaspoons"), "tsps": ("teaspoon", "teaspoons"), "tbsp": ("tablespoon", "tablespoons"),
    "tbsps": ("tablespoon", "tablespoons"), "tbs": ("tablespoon", "tablespoons"), "c": ("cup", "cups"),
    "min": ("minute", "minutes"), "mins": ("minute", "minutes"), "hr": ("hour", "hours"), "hrs": ("hour", "hours"),
    "mo": ("month", "months"), "mos": ("month", "months"), "wk": ("week", "weeks"), "wks": ("week", "weeks"),
    "yr": ("year", "years"), "yrs": ("year", "years"), "doz": ("dozen", "dozen"), "pct": ("per cent", "per cent"),
    "%": ("per cent", "per cent"), "°": ("degree", "degrees"), "°f": ("degree Fahrenheit", "degrees Fahrenheit"),
    "°c": ("degree Celsius", "degrees Celsius"), "¢": ("cent", "cents"), "ct": ("cent", "cents"),
    "cts": ("cent", "cents"), "bbl": ("barrel", "barrels"), "bbls": ("barrel", "barrels"), "g": ("gram", "grams"),
    "kg": ("kilogram", "kilograms"), "km": ("kilometre", "kilometres"), "cm": ("centimetre", "centimetres"),
    "mm": ("millimetre", "millimetres"), "ml": ("millilitre", "millilitres"), "pr": ("pair", "pairs"),
    "prs": ("pair", "pairs"),
    "a": ("acre", "acres"), "sq": ("square", "square"), "ds": ("day", "days"), "dys": ("day", "days"),
    "sh": ("shilling", "shillings"), "mph": ("mile an hour", "miles an hour"),
    "m.p.h": ("mile an hour", "miles an hour"), "fur": ("furlong", "furlongs"), "pdr": ("pounder", "pounder"),
    "bus": ("bushel", "bushels"), "gro": ("gross", "gross"), "t": ("teaspoon", "teaspoons"), "y": ("year", "years"),
}  # fmt: skip
"""One and many, after a number only."""

LESSER_UNITS = {
    ("y", "m"): ("month", "months"), ("yrs", "m"): ("month", "months"), ("m", "d"): ("day", "days"),
    ("mos", "d"): ("day", "days"), ("a", "r"): ("rood", "roods"), ("r", "p"): ("perch", "perches"),
}  # fmt: skip
"""The same for units that mean something else where the greater unit does not stand before them: `72 y. 3 m. 4 d.`"""

NEED_DOT = frozenset({"in", "a", "c", "g", "pr", "mo", "bus", "t", "y"})
"""Units that are words without their full stop."""

NAMED_UNITS = vocabulary(
    "cup teaspoon teaspoonful tablespoon tablespoonful pound ounce pint quart gallon bushel peck dozen inch foot yard "
    "mile acre hour day year ton bottle pint barrel glass"
)
"""Units written in full, of which `½` is half a one."""

PRICED = vocabulary("at @ for per paid pay cost costs only charge charged")
SOLD = vocabulary("per a an each apiece worth stamp stamps postage piece pound lb doz dozen yd yard bushel and or to")
"""Words before and after a sum of money: they tell `5c.` (cents) from five cups."""

DIRECTIONS = {
    "n": "North", "s": "South", "e": "East", "w": "West", "n.e": "Northeast", "n.w": "Northwest", "s.e": "Southeast",
    "s.w": "Southwest",
}  # fmt: skip

STATES = {
    "ala": "Alabama", "ariz": "Arizona", "ark": "Arkansas", "cal": "California", "calif": "California",
    "cala": "California",
    "colo": "Colorado", "col": "Colorado", "conn": "Connecticut", "ct": "Connecticut", "del": "Delaware",
    "fla": "Florida", "ga": "Georgia", "ill": "Illinois", "ills": "Illinois", "ind": "Indiana", "ia": "Iowa",
    "kan": "Kansas", "kans": "Kansas", "ky": "Kentucky", "la": "Louisiana", "mass": "Massachusetts", "md": "Maryland",
    "me": "Maine", "mich": "Michigan", "minn": "Minnesota", "miss": "Mississippi", "mo": "Missouri",
    "mont": "Montana", "neb": "Nebraska", "nebr": "Nebraska", "nev": "Nevada", "n.h": "New Hampshire",
    "n.j": "New Jersey", "n.m": "New Mexico", "n.y": "New York", "n.c": "North Carolina", "n.d": "North Dakota",
    "okla": "Oklahoma", "ore": "Oregon", "oreg": "Oregon", "pa": "Pennsylvania", "penn": "Pennsylvania",
    "penna": "Pennsylvania", "r.i": "Rhode Island", "s.c": "South Carolina", "s.d": "South Dakota",
    "tenn": "Tennessee", "tex": "Texas", "vt": "Vermont", "va": "Virginia", "w.va": "West Virginia",
    "wash": "Washington", "wis": "Wisconsin", "wisc": "Wisconsin", "wyo": "Wyoming", "ont": "Ontario",
    "eng": "England", "scot": "Scotland",
    "lincs": "Lincolnshire", "yorks": "Yorkshire", "lancs": "Lancashire", "notts": "Nottinghamshire",
    "bucks": "Buckinghamshire", "berks": "Berkshire", "beds": "Bedfordshire", "cambs": "Cambridgeshire",
    "hants": "Hampshire", "herts": "Hertfordshire", "leics": "Leicestershire", "northants": "Northamptonshire",
    "oxon": "Oxfordshire", "staffs": "Staffordshire", "wilts": "Wiltshire", "worcs": "Worcestershire",
    "glos": "Gloucestershire", "middx": "Middlesex",
}  # fmt: skip
"""Read so after a place and a comma (`Boston, Mass.`) only."""

PLAIN_STATES = vocabulary(
    "cal calif cala mass penn penna tenn conn minn wisc mich okla ariz fla tex ont n.y n.j n.h "
    "lincs yorks lancs notts berks cambs hants herts leics northants middx worcs glos"
)
"""States whose short forms with a full stop are nothing else, so that no comma need stand before them."""

STREETS = vocabulary("street st avenue ave road rd lane drive dr boulevard blvd place court terrace square")

MONTHS = {
    "january": 1, "jan": 1, "jany": 1, "jan'y": 1, "feb'y": 2, "ap": 4, "aug't": 8, "sept'r": 9, "sep'r": 9,
    "septbr": 9, "oct'r": 10, "octbr": 10, "nov'r": 11, "novbr": 11, "dec'r": 12, "decbr": 12,
    "february": 2, "feb": 2, "feby": 2, "march": 3, "mar": 3, "april": 4, "apr": 4,
    "apl": 4, "may": 5, "june": 6, "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "augt": 8, "september": 9,
    "sept": 9, "sep": 9, "septr": 9, "7ber": 9, "october": 10, "oct": 10, "octr": 10, "8ber": 10, "november": 11,
    "nov": 11, "novr": 11, "9ber": 11, "december": 12, "dec": 12, "decr": 12, "xber": 12, "10ber": 12,
}  # fmt: skip
MONTH_NAMES = (
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

NUMBERED = vocabulary(
    "chapter chap ch vol volume part book act scene section sec article art canto psalm no number page plate pl "
    "fig figure war appendix class form type table lesson district ward corps"
)
"""Before a Roman numeral these make it a plain number, where a name makes it an ordinal."""

RULERS = vocabulary(
    "henry george edward william charles james richard john elizabeth louis napoleon frederick wilhelm pius leo "
    "alexander nicholas catherine philip ferdinand christian franz joseph francis gregory"
)

NEVER_LAST = vocabulary(
    "mr mrs ms messrs mme mlle prof capt lt lieut sgt sergt cpl corpl pvt pte brig supt rev hon col gen maj "
    "adm gov pres sen rep rt dr st wm chas geo jas jno thos robt saml danl benj edwd richd alexr margt fredk "
    "genl gen'l maj.-genl sgt.-maj sergt.-maj obt obdt ob't hd cl "
    "nathl abm eliz jos edw alex mt ft viz pfc s/sgt t/sgt m/sgt lt.-col lieut.-col lt.-gen lieut.-gen maj.-gen "
    "nr revd jn brig.-gen capt'n adjt cmdr comdr ens btry b m d bapt bur dau p.s n.b Pt Pk"
)
"""A full stop after these does not end a sentence, even before a capital; those with a capital only when so written."""

NEVER_FIRST = vocabulary(
    "inf infantry vols volunteers cav cavalry regt regiment artillery qrs servt svt serv't jr junr sr senr esq"
)
"""Behind a short form these go on with its sentence, though they have a capital."""

SALUTATION = re.compile(
    r"^(?:my |our )?(?:own |very |ever )?(?:dear(?:est|ly)?|darling|beloved|esteemed|respected|hono(?:u)?red|gentlemen"
    r"|ladies|friend|sir|madam)\b(?! me\b| knows\b)",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"^(?:(?:and )?(?:i remain|i am|believe me|ever|always|as ever|with|very|most|your?s?|yrs?|thine|from|in haste|love"
    r"|lovingly|sincerely|affectionately|respectfully|faithfully|cordially|fondly|gratefully|god bless)\b).*",
    re.IGNORECASE,
)
CLOSING_WORDS = vocabulary(
    "truly sincerely sincere obt obedient servant svt servt affec affectionate affectionately affly affte aff loving "
    "lovingly faithful faithfully respectfully respy son daughter mother father brother sister friend husband wife "
    "cousin aunt uncle nephew niece grandson granddaughter grandmother grandfather grandma grandpa love kisses "
    "devoted devotedly ever always regards cordially fondly gratefully haste you yours"
)
FUNCTION_WORDS = vocabulary(
    "the a an of to and in for with my your his her our their its that which who but or nor at by from as is was "
    "were are be been has have had not so if when than this these on into upon very i he she we they"
)
SPELLED = vocabulary(
    "ymca ywca uso apo fpo raf rfc rcaf raaf usa uss usn usmc ussr uk pow mp hms nco cco ve vj fbi bbc gar dar tb gi "
    "kp px rn dso dsc mc vc rsvp aef bef cib"
)
"""Written in capitals they are said letter by letter, which some voices do not know."""

OPENERS = vocabulary(
    "I The We He She It They You This That These Those My Our Your His Her Their There Then When If But And "
    "Please What How Who Do Did Is Are Was Were Will Have Has"
)
"""Words that are written large only where a sentence begins."""
PHRASE_STARTS = vocabulary(
    "and but or nor for so yet because that which who whom whose when where while whilst if though although as "
    "since until till after before then with without from to in on at by"
)
