import pytest
from num2words import CONVERTER_CLASSES

from familytales.narration import spoken_numbers
from tests.narration.letters import said

CASES = [
    ("deu", "Am 14. August 1943 kam er.", "Am vierzehnten August neunzehnhundertdreiundvierzig kam er."),
    ("deu", "Heute, 3.V.20, Hr. Dr. Braun", "Heute, dritter Mai zwanzig, Herr Doktor Braun."),
    ("deu", "z. B. 5 kg u. 2½ Mk.", "zum Beispiel fünf Kilogramm und zweieinhalb Mark."),
    ("deu", "Wilhelm II. lebte.", "Wilhelm der zweite lebte."),
    ("deu", "um 8:30 Uhr, 3,5 m usw.", "um acht Uhr dreißig, drei Komma fünf Meter und so weiter."),
    ("deu", "1.250 Mann", "eintausendzweihundertfünfzig Mann."),
    ("deu", "Liebe Mutter! Wie geht es Dir?", "Liebe Mutter! | Wie geht es Dir?"),
    ("deu", "am 3. d. M., den 5. ds. Mts., vom 2. II. 17",
     "am dritten dieses Monats, den fünften dieses Monats, vom zweiten Februar siebzehn."),
    ("deu", "um 17.30 Uhr, um ½5 Uhr, um 1 Uhr", "um siebzehn Uhr dreißig, um halb fünf Uhr, um ein Uhr."),
    ("deu", "3,50 M, 3 Mk. 50 Pf., 2½ Pfd. Butter",
     "drei Mark fünfzig, drei Mark fünfzig Pfennig, zweieinhalb Pfund Butter."),
    ("deu", "1 kg, ¼ l, 1/2 Liter", "ein Kilogramm, ein Viertel Liter, ein halb Liter."),
    ("deu", "10 000 Mann, 1914-18, die 20er Jahre",
     "zehntausend Mann, neunzehnhundertvierzehn bis achtzehn, die zwanziger Jahre."),
    ("deu", "Kaiser Wilhelm I. und Kap. IV", "Kaiser Wilhelm der erste und Kapitel vier."),
    ("deu", "Hauptstr. 12, 80331 München", "Hauptstraße zwölf, acht null drei drei eins München."),
    ("deu", "2. Komp., 5. Inf.-Regt. 12", "zweite Kompanie, fünftes Infanterieregiment zwölf."),
    ("deu", "Uffz. Müller, z. Zt. krank, u. s. w.", "Unteroffizier Müller, zur Zeit krank, und so weiter."),
    ("deu", "Hrn. Dr. med. Braun, Frankfurt a. M.", "Herrn Doktor Medizinae Braun, Frankfurt am Main."),
    ("fra", "à 5 h. 30, à 5h30, à 1 h", "à cinq heures trente, à cinq heures trente, à une heure."),
    ("fra", "3,50 fr., 10 000 francs, 20 $", "trois francs cinquante, dix mille francs, vingt dollars."),
    ("fra", "François Ier au XIXe siècle, chap. IV", "François premier au dix-neuvième siècle, chapitre quatre."),
    ("fra", "Le 14 août, la 1re Cie, 1914-18",
     "Le quatorze août, la première Compagnie, mille neuf cent quatorze à dix-huit."),
    ("fra", "rue St-Jean, Vve Martin, s. v. p.", "rue Saint-Jean, Veuve Martin, s'il vous plaît."),
    ("spa", "1 kg, 250 gr. y 3,50 pesetas", "un kilo, doscientos cincuenta gramos y tres pesetas cincuenta."),
    ("spa", "a las 5 y 1/2, siglo XIX, cap. IV", "a las cinco y media, siglo diecinueve, capítulo cuatro."),
    ("spa", "Afmo. s. s. s. q. b. s. m., q. e. p. d.",
     "Afectísimo su seguro servidor que besa su mano, que en paz descanse."),
    ("spa", "C/ Mayor, EE.UU., p. ej.", "Calle Mayor, Estados Unidos, por ejemplo."),
    ("pol", "w 1943 r., od 1914, w XIX w., XIX wiek",
     "w tysiąc dziewięćset czterdziestym trzecim roku, od tysiąc dziewięćset czternastego, w dziewiętnastym wieku, "
     "dziewiętnasty wiek."),
    ("pol", "14.VIII.43, dn. 2.X.1920 r.",
     "czternastego sierpnia czterdziestego trzeciego roku, dnia drugiego października tysiąc dziewięćset "
     "dwudziestego roku."),
    ("pol", "1 zł, 2 zł, 5 zł, 22 zł, 10 000 zł",
     "jeden złoty, dwa złote, pięć złotych, dwadzieścia dwa złote, dziesięć tysięcy złotych."),
    ("pol", "½ kg, 2½ kg, 3 zł 50 gr", "pół kilograma, dwa i pół kilograma, trzy złote pięćdziesiąt groszy."),
    ("pol", "o godz. 17.30, godz. 5", "o godzinie siedemnastej trzydzieści, godzina piąta."),
    ("pol", "ul. Długa 12 m. 5, 00-950 Warszawa",
     "ulica Długa dwanaście mieszkanie pięć, zero zero dziewięć pięć zero Warszawa."),
    ("pol", "2 komp. 5 pułku, 2. kompania", "druga kompania piątego pułku, druga kompania."),
    ("deu", "Lpz., d. 3. IX. 1916, am 1. d. M. u. früher",
     "Leipzig, den dritten September neunzehnhundertsechzehn, am ersten dieses Monats und früher."),
    ("deu", "zu M 1,80 u. RM 12,50", "zu eine Mark achtzig und zwölf Reichsmark fünfzig."),
    ("deu", "1 Thlr. 12 Gr. 6 Pf., 3 Rthlr. 4 Sgr.",
     "ein Taler zwölf Groschen sechs Pfennig, drei Reichstaler vier Silbergroschen."),
    ("deu", "III. Btl. Inf.-Rgt. 46, Frau Wwe. Braun",
     "drittes Bataillon Infanterieregiment sechsundvierzig, Frau Witwe Braun."),
    ("deu", "i. J. 1870/71, S. 12 ff.", "im Jahre achtzehnhundertsiebzig einundsiebzig, Seite zwölf folgende."),
    ("fra", "le 3 7bre 1843, à 8 h. ½", "le trois septembre mille huit cent quarante-trois, à huit heures et demie."),
    ("fra", "2 f. 25 c. la douz., vol. 3", "deux francs vingt-cinq centimes la douzaine, volume trois."),
    ("fra", "Votre dév. serv., le R. P. Jean", "Votre dévoué serviteur, le Révérend père Jean."),
    ("fra", "le 2e Rgt d'Inf.", "le deuxième Régiment d'infanterie."),
    ("spa", "a las 8½, ½ lb. de sal, 2 kgs. de arroz", "a las ocho y media, media libra de sal, dos kilos de arroz."),
    ("spa", "S. M. el Rey, D.ª Ana, Bs. As.", "Su Majestad el Rey, Doña Ana, Buenos Aires."),
    ("spa", "3 rs. vn., el 2º Rgto. y aprox. 20",
     "tres reales de vellón, el segundo Regimiento y aproximadamente veinte."),
    ("pol", "dn. 3 IX 1916 r., zm. 4 X 1918",
     "dnia trzeciego września tysiąc dziewięćset szesnastego roku, zmarł czwartego października tysiąc dziewięćset "
     "osiemnaście."),
    ("pol", "W. Pan prof. dr hab. Lis i t.d.", "Wielmożny Pan profesor doktor habilitowany Lis i tak dalej."),
    ("pol", "3 rb. 20 kop., ks. prob. Jan", "trzy ruble dwadzieścia kopiejek, ksiądz proboszcz Jan."),
    ("pol", "Sz. Pan Nowak, por. Kos, po poł.", "Szanowny Pan Nowak, porucznik Kos, po południu."),
    ("fra", "Le 1er mai 1916, M. Dupont", "Le premier mai mille neuf cent seize, Monsieur Dupont."),
    ("fra", "Ma chère Mme Durand, bonjour.", "Ma chère Madame Durand, | bonjour."),
    ("fra", "3 fr. pour 2,5 kg", "trois francs pour deux virgule cinq kilos."),
    ("fra", "le 14/8/1943, la 2e fois", "le quatorze août mille neuf cent quarante-trois, la deuxième fois."),
    ("fra", "Louis XIV", "Louis quatorze."),
    ("spa", "El 14 de agosto vino el Sr. Pérez.", "El catorce de agosto vino el Señor Pérez."),
    ("spa", "El 14/8/43, la 1ª vez", "El catorce de agosto de cuarenta y tres, la primera vez."),
    ("spa", "Querida madre: ¿Cómo está Ud.?", "Querida madre: | ¿Cómo está Usted?"),
    ("spa", "Él está bien. Nosotros también.", "Él está bien. | Nosotros también."),
    ("pol", "list z dn. 5 b. m. był", "list z dnia piątego bieżącego miesiąca był."),
    ("pol", "14 sierpnia 1943 r.", "czternastego sierpnia tysiąc dziewięćset czterdziestego trzeciego roku."),
    ("pol", "np. ks. Kowalski, 5 kg mąki", "na przykład ksiądz Kowalski, pięć kilogramów mąki."),
    ("pol", "dnia 2.X.1920", "dnia drugiego października tysiąc dziewięćset dwudziestego roku."),
    ("deu", "um ½ 5 Uhr, 1 1/2 Tage, 250 gr. Zucker",
     "um halb fünf Uhr, eineinhalb Tage, zweihundertfünfzig Gramm Zucker."),
    ("deu", "Ihr w. Brief, 2. Batl. d. 5. Regt. Nr. 12", "Ihr werten Brief, zweites Bataillon des fünften Regiment "
     "Nummer zwölf."),
    ("deu", "Ltn. d. R. Joh. Seb. Lang a. D., i. J. 1848",
     "Leutnant der Reserve Johann Sebastian Lang außer Dienst, im Jahre achtzehnhundertachtundvierzig."),
    ("fra", "le 2e bat., le Cne Martin, t. II, 25 cts.",
     "le deuxième bataillon, le Capitaine Martin, tome deux, vingt-cinq centimes."),
    ("fra", "à 10 heures ½, N.-D. de Paris, q.q. jours", "à dix heures et demie, Notre-Dame de Paris, quelques jours."),
    ("spa", "El 14 de ag. a las 8.30, atto. y s.s.",
     "El catorce de agosto a las ocho y treinta, atento y seguro servidor."),
    ("spa", "Carlos V, el 1er. piso izq.", "Carlos cinco, el primer piso izquierda."),
    ("pol", "Szan. Pan, o g. 5 pp., 3-ci maja, t. II", "Szanowny Pan, o godzinie piątej po południu, trzeciego maja, "
     "tom dwa."),
    ("swe", "den 14 augusti", "den fjorton augusti."),
    ("lat", "Anno 1943", "Anno 1943."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "written", "spoken"), CASES)
def test_is_read_as(language: str, written: str, spoken: str) -> None:
    assert said(written, language) == spoken


@pytest.mark.parametrize("language", sorted(CONVERTER_CLASSES))
def test_no_language_stumbles_over_a_number(language: str) -> None:
    for number in (0, 1, 2, 14, 31, 99, 1250, 1943, 2000, 10**12):
        for say in (spoken_numbers.cardinal, spoken_numbers.ordinal, spoken_numbers.year):
            assert say(str(number), language)
    assert spoken_numbers.cardinal("2.5", language)
    assert spoken_numbers.one_by_one("007", language)


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("I", 1), ("IV", 4), ("XIV", 14), ("XXXIX", 39), ("CXC", 190), ("IIII", 0), ("MIX", 0), ("", 0)],
)
def test_roman_numerals(numeral: str, value: int) -> None:
    assert spoken_numbers.roman(numeral) == value
