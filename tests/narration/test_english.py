import pytest

from tests.narration.letters import said, utterances

CASES = {
    # dates
    "Aug. 14th, 1943.": "August fourteenth, nineteen forty-three.",
    "We left on Jany 3d.": "We left on January third.",
    "He came the 14th of August.": "He came the fourteenth of August.",
    "Born 14 Aug. 1943.": "Born the fourteenth of August nineteen forty-three.",
    "on the 3d inst. and the 22d ult. we met.": "on the third instant and the twenty-second ultimo we met.",
    "Posted 14.viii.43.": "Posted August fourteenth, forty-three.",
    "Posted 14/8/43.": "Posted August fourteenth, forty-three.",
    "Posted 8/14/1943.": "Posted August fourteenth, nineteen forty-three.",
    "Posted 3/4/43.": "Posted three, four, forty-three.",
    "Posted 1943-08-14.": "Posted August fourteenth, nineteen forty-three.",
    "Mar.22,1905.": "March twenty-second, nineteen oh-five.",
    "March 16'05": "March sixteenth, oh five.",
    "the class of '95": "the class of ninety-five.",
    "in the 1890s and the '40s": "in the eighteen nineties and the forties.",
    "the war of 1914-18": "the war of nineteen fourteen to eighteen.",
    "We march 4 miles, you may 5.": "We march four miles, you may five.",
    "Married 9ber 5, 1860.": "Married November fifth, eighteen sixty.",
    "Mr. Jan. and Mr. May came on Jan. 3d": "Mister Jan and Mister May came on January third.",
    "typed in I858 on the I2th": "typed in eighteen fifty-eight on the twelfth.",
    "Jan'y 1st, Oct'r 4, Decbr. 12th": "January first, October fourth, December twelfth.",
    "A.D. 1066 and 410 A.D.": "A D ten sixty-six and four ten A D.",
    # times
    "came at 7.30 and left ½ past ten": "came at seven thirty and left half past ten.",
    "at 5.30 we left; by 6.15 it was over": "at five thirty we left; by six fifteen it was over.",
    "sold at 3.50 per yd.": "sold at three point five per yard.",
    "at 8:30 a.m. or 5 p.m. sharp": "at eight thirty AM or five PM sharp.",
    "at 8.15 pm": "at eight fifteen PM.",
    "at 8:00 and 9:05": "at eight o'clock and nine oh five.",
    "at ½ past 4": "at half past four.",
    "at 11.45 A. M. or 6 P.M. sharp": "at eleven forty-five AM or six PM sharp.",
    "at 0600 hours or 1730 hrs.": "at oh six hundred hours or seventeen thirty hours.",
    "Sat. Aug. 5 and Tues. 9 a.m.": "Saturday August fifth and Tuesday nine AM.",
    "Wed'y eve'g": "Wednesday evening.",
    "b. 1843, m. 1865, d. 1910": "born eighteen forty-three, married eighteen sixty-five, died nineteen ten.",
    "aged 72 yrs. 3 mos. 4 ds.": "aged seventy-two years three months four days.",
    # money
    "We paid £3 4s. 6d. for it.": "We paid three pounds four shillings and sixpence for it.",
    "We paid £1/2/6.": "We paid one pound two shillings and sixpence.",
    "It was 5/- or 7/6.": "It was five shillings or seven and six.",
    "a 1d. stamp, 3d. or 4d.": "a one penny stamp, third or four pence.",
    "for $1.25 or $1 or $.25": "for one dollar and twenty-five cents or one dollar or twenty-five cents.",
    "lost $5 million": "lost five million dollars.",
    "owes $1,250.00": "owes one thousand two hundred and fifty dollars.",
    "6 @ 10c. and 5c per lb.": "six at ten cents and five cents per pound.",
    "1 doz. @ 25¢ per gal.": "one dozen at twenty-five cents per gallon.",
    "7s. 6½d.": "seven shillings and six and a half pence.",
    "25 cts. each": "twenty-five cents each.",
    "It was £5/-/- or £2. 10. 6, not £ 7.": "It was five pounds or two pounds ten shillings and sixpence, not seven "
    "pounds.",
    "He paid 10s 6d and £3 0s. 0d.": "He paid ten shillings and sixpence and three pounds zero shillings and no pence.",
    "1/2d. each, 3½d. a lb. or 2/11¾": "a halfpenny each, three and a half pence a pound or two and eleven pence three "
    "farthings.",
    "They are 5/6 each and cost 1/4.": "They are five and six each and cost one and four.",
    "Pay $12 50/100 or $5 00/100.": "Pay twelve dollars and fifty cents or five dollars.",
    "at 3 per cent. and 2½ per ct.": "at three per cent and two and a half per cent.",
    # measures and numbers
    "2½ lb. butter": "two and a half pounds butter.",
    "½ lb. butter": "half a pound butter.",
    "2c. flour, 1 c. milk": "two cups flour, one cup milk.",
    "¾ cup sugar": "three quarters of a cup sugar.",
    "2-1/2 and .5 of it": "two and a half and point five of it.",
    "5'6\" tall and 20 x 30 ft.": 'five foot six" tall and twenty by thirty feet.',
    "it was -5° today": "it was minus five degrees today.",
    "1/2 hr. later": "half an hour later.",
    "2 1/2 cups flour": "two and a half cups flour.",
    "1 lb. and 5lbs. of it": "one pound and five pounds of it.",
    "at 350°F": "at three hundred and fifty degrees Fahrenheit.",
    "5% of 1,250 men": "five per cent of one thousand two hundred and fifty men.",
    "3/4 of it": "three quarters of it.",
    "page 3.5": "page three point five.",
    "Lot No. 5, pp. 3-7": "Lot Number five, pages three to seven.",
    "No. I won't.": "No. | I won't.",
    "Call 555-1234.": "Call five five five, one two three four.",
    "Call MA 4-1234": "Call MA four, one two three four.",
    "No. 123-45-6789": "Number one two three, four five, six seven eight nine.",
    "5ft 7in and 11st. 4lb.": "five feet seven inches and eleven stone four pounds.",
    "a 12-pdr. gun, 40 h.p., 2 fur.": "a twelve pounder gun, forty horsepower, two furlongs.",
    "Lat. 40° 30' N., 98.6° F.": "Latitude forty degrees thirty minutes North, ninety-eight point six degrees "
    "Fahrenheit.",
    "How long. Lot No. 12a, Apt. 4-C": "How long. | Lot Number twelve A, Apartment four C.",
    "No.5 Company, 0-123456": "Number five Company, zero, one two three four five six.",
    # abbreviations
    "Come at 10 o'c. on the 20 ult.": "Come at ten o'clock on the twentieth ultimo.",
    "W^m, y^e 14^th, M^rs Hale": "William, the fourteenth, Missus Hale.",
    "Genl. Grant, Maj. Genl. Lee and Obt. Servt.": "General Grant, Major General Lee and Obedient Servant.",
    "the 54th Mass. Inf. at Hd. Qrs.": "the fifty-fourth Massachusetts Infantry at Head Quarters.",
    "Hale & Co.'s bro. arr. yesty": "Hale and Company's brother arrived yesterday.",
    "I rec'd yr letter, viz. the long one, &c.": "I received your letter, namely the long one, et cetera.",
    "Yr obt svt": "Your obedient servant.",
    "Wm. Smith and Chas. Fay": "William Smith and Charles Fay.",
    "Mrs. Jones and Dr. Hale": "Missus Jones and Doctor Hale.",
    "2 doz. eggs, do. ham": "two dozen eggs, ditto ham.",
    "5 yrs. old": "five years old.",
    "tho' ill": "though ill.",
    "C. F. Wright": "C F Wright.",
    "the USO and Y.M.C.A. at APO 512": "the U S O and Y M C A at A P O five hundred and twelve.",
    "the U.S.A. won": "the U S A won.",
    "Co. B, 2nd Bn.": "Company B, second Battalion.",
    "Btry. A, Pfc. Hale, S/Sgt. Lee": "Battery A, Private first class Hale, Staff sergeant Lee.",
    "Lieut.-Col. Hale and Lt. Fay": "Lieutenant colonel Hale and Lieutenant Fay.",
    "yr affec. son, y'rs truly": "your affectionate son, yours truly.",
    # places
    "12 Elm St., Boston, Mass. 02139": "twelve Elm Street, Boston, Massachusetts zero two one three nine.",
    "in St. Louis with Mr. St. John": "in Saint Louis with Mister Saint John.",
    "Main St. St. Paul, Balt., Md.": "Main Street Saint Paul, Baltimore, Maryland.",
    "834 Valencia St.": "eight thirty-four Valencia Street.",
    "2739 Pacific Avenue": "twenty-seven thirty-nine Pacific Avenue.",
    "1215 N. Main St., London N.W.1": "twelve fifteen North Main Street, London N W one.",
    "London SW1A 2AA": "London S W one A two A A.",
    # the Bible
    "Read Matt. v. 3-5 and Ps. 23.": "Read Matthew five three to five and Psalm twenty-three.",
    "I Cor. 13, Gen. xii. 3, John 3:16": "First Corinthians thirteen, Genesis twelve three, John three sixteen.",
    "I saw Gen. Grant and Col. Hale": "I saw General Grant and Colonel Hale.",
    # Roman numerals
    "Edward VII's reign": "Edward the seventh's reign.",
    "Henry VIII and George III": "Henry the eighth and George the third.",
    "Chapter IV of Vol. II": "Chapter four of Volume two.",
    "George I am told": "George I am told.",
    "King George I": "King George the first.",
    "under Henry VIII and Elizabeth I, and": "under Henry the eighth and Elizabeth the first, and.",
    # signs
    "Tom & Bess": "Tom and Bess.",
    "home -- and away": "home, and away.",
    "poisoned ?": "poisoned?",
    "ATTORNEYS AT LAW": "Attorneys At Law.",
    "the ſhip": "the ship.",
    # what old papers have besides
    "I remn. yr. affecte. son": "I remain your affectionate son.",
    "My dr. Mother": "My dear Mother.",
    "14a Mill Lane, Lincs.": "fourteen A Mill Lane, Lincolnshire.",
    "2/5th Bn.": "second fifth Battalion.",
    "Mich'mas 1841, 3 o'cl. in the aftn.": "Michaelmas eighteen forty-one, three o'clock in the afternoon.",
    "it was v. kind; Smith v. Jones": "it was very kind; Smith versus Jones.",
    "w'd, cou'd, shou'd & wou'd": "would, could, should and would.",
    "5 ft. 10 in. & 11 st. 4 lbs.": "five feet ten inches and eleven stone four pounds.",
    "3 bus. wheat, 1 gro. of pins": "three bushels wheat, one gross of pins.",
    "2 T. butter & 1 t. soda, 1/3 c.": "two tablespoons butter and one teaspoon soda, one third of a cup.",
    "Geo. III. & Chas. II.": "George the third and Charles the second.",
    "ch. iii. of vol. ii and Psalm xxiii.": "chapter three of volume two and Psalm twenty-three.",
    "John iii. 16": "John three sixteen.",
    "40 a. 2 r. 10 p. of land": "forty acres two roods ten perches of land.",
    "aet. 72 y. 3 m. 4 d.": "aged seventy-two years three months four days.",
    "$3.00 pr. wk.": "three dollars per week.",
    "1s/6d each, 2d. a week, the 2d. a day": "one shilling and sixpence each, twopence a week, the second a day.",
    "Bt. of Jn. Smith, Cr. $4": "Bought of John Smith, Credit four dollars.",
    "the Revd. Dr. Smith, Esqr., nr. Ely": "the Reverend Doctor Smith, Esquire, near Ely.",
    "54th & 55th Regts.": "fifty-fourth and fifty-fifth Regiments.",
    "Genl. Hosp. No. 4": "General Hospital Number four.",
    "Tel. 4-3211": "Telephone four, three two one one.",
    "between 1861-5, Lady Day 1732/3": "between eighteen sixty-one to five, Lady Day seventeen thirty-two to three.",
    "the 11th hr. of the 11th mo.": "the eleventh hour of the eleventh month.",
    "yt month, w^th, p'd & &ct.": "that month, with, paid and et cetera.",
    "Mr. Smith's Dr. bill": "Mister Smith's Doctor bill.",
    "GI's, POW's and NCOs": "G I's, P O W's and N C O's.",
    "4x4": "four by four.",
    "m. 1stly 1843": "married firstly eighteen forty-three.",
    "4to & 8vo, fol. 12": "quarto and octavo, folio twelve.",
    "Jan. 2.—Snow.": "January second, Snow.",
    "Mother—recd. yr. letter": "Mother, received your letter.",
}


@pytest.mark.parametrize(("written", "spoken"), CASES.items())
def test_is_read_as(written: str, spoken: str) -> None:
    assert said(written) == spoken


def test_a_short_form_may_end_a_sentence() -> None:
    text = "We met Co. A and left on Wed. They came at 10 a.m. We ate 2 lbs. It took ¾ hr. I wd. go."
    assert said(text).split(" | ") == [
        "We met Company A and left on Wednesday.", "They came at ten AM.", "We ate two pounds.",
        "It took three quarters of an hour.", "I would go.",
    ]  # fmt: skip
    assert said("He is with Smith & Co. A man said to wed. She did.").count("|") == 2


@pytest.mark.parametrize(
    "text",
    ["Dear me, what a day. Mr. A. B. Smith of St. Louis came by at 5 p.m. on Aug. 3d with Wm. and me."],
)
def test_a_short_form_ends_no_sentence(text: str) -> None:
    assert said(text).count("|") == 1


def test_the_article_is_never_heard_for_the_letter_a() -> None:
    tokens = utterances("C. A. Duniway of the U.S.A. wrote.")[0].tokens
    assert [(token.text, token.ipa) for token in tokens if token.ipa] == [("A", "ˈeɪ"), ("U S A", "juːɛsˈeɪ")]
