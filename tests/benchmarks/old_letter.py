"""A letter of our own, full of dates, money and short forms; and the same written out by hand.

Each pair is a written paragraph and what a reader would say.
"""

PAIRS = [
    (
        "Co. B, 2nd Bn., Camp Meade, Md.",
        "Company B, second battalion, Camp Meade, Maryland.",
    ),
    ("Sat. Aug. 14th, 1943", "Saturday, August fourteenth, nineteen forty-three."),
    ("Dear Mother and Father,", "Dear mother and father,"),
    (
        "I rec'd yr letter of the 3d inst. and the box of the 5th on Mon. at 6 P.M. It cost you $1.25 to send, which "
        "is too much, tho' the cake was good. The boys ate ½ lb. of it before 8:30 and the rest by 10 a.m. on Tues.",
        "I received your letter of the third instant and the box of the fifth on Monday at six p m. It cost you one "
        "dollar and twenty-five cents to send, which is too much, though the cake was good. The boys ate half a pound "
        "of it before eight thirty and the rest by ten a m on Tuesday.",
    ),
    (
        "Capt. Wm. Hale of Co. A and Lt. Chas. Brown came by on Wed. They were at school with Uncle Geo. and Mr. Jas. "
        "Miller, &c. Sgt. Robt. King paid me $12.50, and I still owe him $3. He has 2 doz. eggs at 25¢ a doz. and 10 "
        "lbs. of butter.",
        "Captain William Hale of company A and Lieutenant Charles Brown came by on Wednesday. They were at school with "
        "uncle George and mister James Miller, et cetera. Sergeant Robert King paid me twelve dollars and fifty cents, "
        "and I still owe him three dollars. He has two dozen eggs at twenty-five cents a dozen and ten pounds of "
        "butter.",
    ),
    (
        "On Sept. 2nd we march 15 miles, and on the 10th of Oct. we leave for the coast. The train left at 11.45 A. M. "
        "and came in at 4 p.m. It is 350 miles, and 98° in the shade. I have read 20 pages of Vol. II, and want to "
        "read Chap. IV, pp. 30-45, viz. the part about King Henry VIII and Queen Elizabeth II.",
        "On September second we march fifteen miles, and on the tenth of October we leave for the coast. The train "
        "left at eleven forty-five a m and came in at four p m. It is three hundred and fifty miles, and ninety-eight "
        "degrees in the shade. I have read twenty pages of volume two, and want to read chapter four, pages thirty to "
        "forty-five, namely the part about King Henry the eighth and Queen Elizabeth the second.",
    ),
    (
        "Grandfather's old bill of 1861 says: 3 yds. of cloth £1 2s. 6d., 1 pr. of boots 15s., do. shoes 7s., ½ bu. of "
        "corn 4d., and 2½ lb. of sugar. It was rec'd of Jno. Smith, No. 12 Elm St., Boston, Mass., on Mar. 22nd, 1861. "
        "The whole came to £2 8s. 6d. in the 1860s.",
        "Grandfather's old bill of eighteen sixty-one says: three yards of cloth one pound two shillings and sixpence, "
        "one pair of boots fifteen shillings, ditto shoes seven shillings, half a bushel of corn four pence, and two "
        "and a half pounds of sugar. It was received of John Smith, number twelve Elm Street, Boston, Massachusetts, "
        "on March twenty-second, eighteen sixty-one. The whole came to two pounds eight shillings and sixpence in the "
        "eighteen sixties.",
    ),
    (
        "Dr. Hale of St. Paul wrote on Jan. 1st, 1944. He was born Feb. 29th, 1880, and his son Thos. in 1905. They "
        "live at 215 N. Main St., near the corner of 4th Ave. They paid $1,250 for the house in 1921, 5% down and the "
        "rest in 10 yrs., and it is 20 x 30 ft. with 6 rooms. The lead pipe in it broke, and a strong wind took the "
        "roof.",
        "Doctor Hale of saint Paul wrote on January first, nineteen forty-four. He was born February twenty-ninth, "
        "eighteen eighty, and his son Thomas in nineteen oh five. They live at two fifteen north Main Street, near the "
        "corner of fourth avenue. They paid one thousand two hundred and fifty dollars for the house in nineteen "
        "twenty-one, five per cent down and the rest in ten years, and it is twenty by thirty feet with six rooms. The "
        "lead pipe in it broke, and a strong wind took the roof.",
    ),
    (
        "Tell Mrs. Brown that 1 cup of milk, 2 tsp. of salt and 3 c. of flour are enough, baked at 350° for ¾ hr. I "
        "wd. be glad of news, & cd. use 2 prs. of socks. Write to me c/o Capt. Hale, Box 77, until the 25th, or "
        "telephone at ½ past 8.",
        "Tell missus Brown that one cup of milk, two teaspoons of salt and three cups of flour are enough, baked at "
        "three hundred and fifty degrees for three quarters of an hour. I would be glad of news, and could use two "
        "pairs of socks. Write to me care of Captain Hale, box seventy-seven, until the twenty-fifth, or telephone at "
        "half past eight.",
    ),
    (
        "We saw 3 ships on the 21st at 7 a.m. I counted 1,200 men, and the 1st Regt. of Inf. came in at 9:15 with 40 "
        "horses. The fare to New York, N.Y., is $4.75, or $9 both ways.",
        "We saw three ships on the twenty-first at seven a m. I counted one thousand two hundred men, and the first "
        "regiment of infantry came in at nine fifteen with forty horses. The fare to New York, New York, is four "
        "dollars and seventy-five cents, or nine dollars both ways.",
    ),
    ("Yr affec. son,", "Your affectionate son,"),
    ("Jno.", "John."),
    ("P.S. Give 50 cts. to Saml., and my love to all.", "P S Give fifty cents to Samuel, and my love to all."),
]
