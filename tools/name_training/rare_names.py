"""Names of cultures that the wheels hardly know: word stock and ways of building them, written by hand.

Every list holds common given or family names as they stand in grammars, phone books and encyclopaedias; none speaks
of one person.
"""

from __future__ import annotations

from random import Random

MAYA_FAMILY = """Ajanel Ajcabul Ajcot Ajpop Ajquejay Ajtun Akabal Alvarado Bacajol Batz Batzibal Bixcul Bolon Brito
Caal Cac Calel Calmo Canil Canul Catun Ceto Chacaj Chacach Chanchavac Chavajay Che Chiquin Chitay
Choc Chocoj Chojolan Chox Chub Chuc Chumil Coc Coj Cojti Coy Cucul Cuc Cumatz Cutzal Cuxum Dzul
Escun Guarcas Guzaro Hic Ical Ixcoy Ixchop Ixcol Ixim Ixmata Ixtabalan Jolomna Jom Kan Ku Lem Lux
Macz Matom Mejicanos Menchu Mis Mo Morente Mucia Noj Nimatuj Oxlaj Pacach Panjoj Pec Pixtun Poou Pop
Pu Pux Puac Quej Quiej Quib Quic Quino Quixtan Raxon Raymundo Rax Sac Sacalxot Saquic Sajvin Sen Sic
Simaj Sis Sohom Sontay Sut Tahay Tay Tecu Tec Tiney Tiul Tix Toc Toj Tojin Tot Tum Tun Tux Tuyuc
Tzaj Tzep Tzi Tzib Tzoc Tzul Tzunux Uc Uitz Us Usen Xajil Xec Xicay Xinico Xiloj Xitumul Xol Xoyon
Xuc Xulu Yac Yaxcal Yat Yoc Yool Zapeta Zet Ochoa Bartolon Bautista Cardona Chilel Domingo Felipe
Francisco Gaspar Godinez Jeronimo Juan Lorenzo Lucas Manuel Marcos Martin Mateo Matias Mendez Miguel
Nicolas Pablo Pascual Pedro Perez Ramirez Ramos Sales Santizo Sebastian Tomas Velasquez Vicente""".split()
MAYA_GIVEN = """Ajpu Andres Anastasia Antil Axpuac Baltazar Bartolo Catarina Caxin Cecilia Diego Dominga Elena
Eulalia Feliciana Gaspar Ixchel Ixmucane Jacinta Juana Kan Kax Lucin Lwin Magdalena Malin Manuela
Maltixh Maria Mekel Mikin Nicolasa Palas Pap Pascual Petrona Rosenda Sabas Santos Sebastiana Tecun
Tomasa Txepel Xhuwin Xuan Xpel Xhunik""".split()
SOMALI = """Aadan Abdi Abdinasir Abdirahman Abdirashid Abdisalan Abdiwali Abdulaahi Abdullahi Abdulkadir Abshir
Adan Ahmed Aisha Ali Amina Anab Asad Asha Ashkir Awale Awil Axmed Ayaan Ayan Aweys Barkhad Barre
Bashir Bile Bihi Burhan Cabdi Cali Cumar Cusmaan Daahir Dahabo Dalmar Daud Deeq Deqa Dhagax Dhudi
Diriye Dirie Dualeh Duale Ebyan Egal Elmi Ereg Fadumo Faduma Falis Farah Farax Fardowsa Farhan
Farhiya Fartun Fatuma Filsan Fowsia Galaid Garaad Geedi Geesey Gouled Guled Guleed Gure Habiba
Halimo Hamdi Haybe Hassan Hawa Hersi Hibo Hirsi Hodan Hodo Hussein Ibrahim Idil Idle Ifrah Ikraan
Ilhan Iman Isack Ismail Issa Jama Jamac Jibril Kaltun Keinan Khadar Khadija Khadra Koshin Ladan
Liban Liiban Luul Maalin Magan Mahad Mahamed Mahamud Maryan Maxamed Maxamuud Mohamed Mohamud Mowlid
Muhumed Muna Muse Muuse Nasra Nimco Nimo Nuur Nur Omar Osman Qamar Qasim Raage Rage Rahma Roble Roda
Ruqiya Sabrin Safiya Sagal Sahra Said Samatar Samawade Shakur Shamso Sharmarke Shire Shirwa Siad
Sido Siyad Suad Sucad Suleiman Tahlil Ubah Ugaas Waris Warsame Weheliye Xaawo Xalimo Xasan Xirsi
Yasin Yonis Yusuf Yuusuf Zahra Zakariye Zamzam""".split()
HABESHA = """Abeba Abebe Abel Abera Aberra Abraha Abraham Abrehet Adane Adanech Admasu Afewerki Akberet Alem
Alemayehu Alemu Alganesh Almaz Amanuel Andom Araya Aregawi Asfaw Asmelash Asmeret Aster Awet Ayele
Azeb Azieb Bahta Bekele Belay Berhane Berhe Beraki Bereket Berihu Beyene Biniam Birhan Bisrat Biruk
Dagmawi Daniel Dawit Debesay Dejen Demeke Dereje Desta Ermias Estifanos Eyob Ezana Fana Fessehaye
Feven Fikadu Fikre Filimon Fisseha Freweini Frezghi Futsum Gebre Gebreab Gebrehiwet Gebremariam
Gebremedhin Gebremeskel Gebreselassie Gebretsadik Genet Getachew Ghebre Ghebremichael Ghebreyesus
Ghide Ghirmay Girma Girmay Goitom Habte Habtemariam Habtom Haddas Hadgu Hagos Haile Hailemariam
Hailu Hana Henok Hidat Hiwet Huruy Idris Isaias Kahsay Kaleb Kebede Kibrom Kidane Kiflay Kifle Kiros
Kisanet Kokob Lemlem Letebrhan Luam Luwam Mebrahtu Mebrat Medhanie Medhin Mehari Mehret Mekonnen
Melaku Meles Merhawi Meron Mesfin Meskerem Michael Mihret Mikael Milena Mulu Mulugeta Mussie Nahom
Natnael Negash Negasi Negassi Okbay Okubay Paulos Petros Rahel Rahwa Redae Robel Ruta Saba Samrawit
Samuel Selam Selamawit Selassie Semere Semhar Senait Shewit Simon Sium Solomon Tadesse Tedros Tefera
Teklay Tekle Teklehaimanot Temesgen Tesfa Tesfai Tesfalem Tesfamariam Tesfamichael Tesfay Tesfaye
Tewelde Tigist Tsega Tsegay Tsehaye Tsige Weldu Welday Weldemichael Wolde Woldegebriel Woldemariam
Woldu Yared Yohana Yohannes Yonas Yordanos Yosef Zekarias Zemichael Zenebe Zerai Zeray Zewdi""".split()
HAITI_GIVEN = """Adeline Alourdes Altagrace Anise Antoine Beatrice Bernadette Berthony Carline Chantal Charles
Cherline Clarel Claudette Clercius Dady Daphney Dieula Dieudonne Dieunise Djenane Edner Eliphete
Emmanuela Enock Ernst Esperanta Evens Evenson Fabiola Fanfan Farah Fedner Fritzner Gerda Ghislaine
Gina Guerline Guerda Herold Idalina Ilrick Islande Jacqueson Jean Jean-Claude Jean-Robert Jeanty
Jesula Jimmy Jocelyn Johane Judeline Junior Ketleine Kerline Kervens Lavaud Lourdes Louissaint
Lovely Loubens Lunie Macula Magdala Manouchka Marie Marie-Ange Marie-Carmel Markenson Marlene Max
Mercilia Mirlande Mislande Myrlande Nadege Naika Natacha Nerlande Nixon Odelin Olince Oranie Patrick
Philomene Pierre Rachelle Ralph Reginald Renel Rodney Roseline Roselaure Roodeline Roody Rosemanie
Samson Schneider Stanley Suzette Vaniel Venante Verlande Vladimir Wadner Wesly Widlene Wideline
Wilbert Wilfrid Wilkens Wilner Wilson Wisline Wismick Woodeline Woodly Yolande Yves Yvrose""".split()
HAITI_FAMILY = """Abellard Adolphe Alcime Alexis Alphonse Altidor Ambroise Andre Antoine Aristide Augustave Auguste
Augustin Baptiste Bastien Bazile Beaubrun Beauvoir Belizaire Bellegarde Belony Benoit Bernadin
Bien-Aime Blaise Blanc Bonhomme Boursiquot Brutus Cadet Calixte Celestin Cenatus Chery Cherilus
Charles Clerveaux Colas Compere Daceus Damas Delva Denis Derival Desir Desrosiers Destine Dessalines
Dieujuste Dorcely Dorsainvil Dorvil Ducasse Duvivier Edouard Elysee Estime Etienne Eugene Exantus
Fanfan Felix Fenelon Ferdinand Fleurant Fleurimond Florestal Fontilus Francois Gabriel Gaspard
Gedeon Germain Guerrier Hilaire Honore Hyppolite Isidor Jacques Janvier Jasmin Jean Jean-Baptiste
Jean-Charles Jean-Francois Jean-Louis Jean-Pierre Jeudy Joachim Joassaint Joseph Jules Julien
Laguerre Lafleur Lamour Laurent Lazarre Leandre Legagneur Legros Lexima Lindor Louis Louis-Jeune
Louissaint Lubin Macean Marcelin Mathurin Maurice Merisier Metellus Michel Mondesir Monestime Moise
Morisset Narcisse Nazaire Nicolas Noel Norvil Octave Olibrice Orelus Paul Petit-Frere Petion Phanord
Philippe Philistin Pierre Pierre-Louis Pierre-Paul Pierrilus Polynice Prophete Raphael Remy
Richemond Romelus Saint-Fleur Saint-Juste Saint-Louis Saint-Vil Saintil Saintilus Salomon Sanon
Seide Senat Simeon St-Cyr St-Fort St-Hilaire St-Jean Sylvain Telfort Telusma Theodore Thelusma
Thermidor Toussaint Valcin Valbrun Vernet Vilsaint Vital Volcy Voltaire Zamor""".split()
AFGHAN_FIRST = """Abdul Abdur Ahmad Aman Amin Asad Atta Aziz Baryal Bismillah Dad Dost Enayat Esmat Faiz Farid Fazal
Fazl Ghulam Gul Habib Haji Hamid Hashmat Hayat Hekmat Ihsan Inayat Jan Janat Javid Juma Karim Khair
Khan Khalil Lal Mehr Mir Mirwais Mohammad Mohibul Naqib Nasrat Nazar Niaz Noor Obaid Omid Qudrat
Rahmat Rohullah Safi Said Saif Sakhi Samim Sayed Shafiq Shah Shams Sharif Sher Sultan Taj Wahid Wali
Zabi Zaher Zalmai Zia""".split()
AFGHAN_LAST = """Achakzai Afghan Ahmadi Ahmadzai Alami Alizai Alokozai Amarkhil Amini Amiri Andar Arian Arghandiwal
Azimi Azizi Babakarkhel Barakzai Baheer Dawlatzai Durrani Ebrahimi Faizi Faqiri Ghafari Ghilzai
Habibi Haidari Hakimi Hashimi Hotak Ibrahimkhel Jabarkhel Jalalzai Kakar Karimi Khalili Khogyani
Kochai Mangal Mayar Mohmand Momand Mohseni Naseri Nazari Niazi Noori Noorzai Omarkhel Orya Popal
Popalzai Qaderi Quraishi Rahimi Rahmani Rasooli Rezai Safi Samadi Sadat Sahak Salarzai Shinwari
Shirzad Stanekzai Stanikzai Sultani Tanai Tarakhel Totakhil Wafa Wardak Yousafzai Yusufi Zadran
Zahiri Zaland Zazai Zurmati""".split()
PUNJAB_HEAD = """Aman Amar Amrit Arsh Bal Baljinder Balwinder Bhupinder Charan Dal Daljinder Damin Dil Gagan Gur
Gurbax Gurinder Gurmukh Gurpal Gurvinder Har Harbhajan Harbir Harjinder Harvinder Inder Jagdish Jas
Jaspal Jasvinder Jaswinder Kamal Karam Karan Kirpal Kulwinder Lakh Lakhwinder Lov Mal Man Mandeep
Maninder Narinder Nav Nirmal Parminder Pavitar Prabh Prit Raj Rajinder Ram Ran Rup Sandeep Sarab Sat
Simran Sukh Sukhwinder Surinder Surjit Tej Varinder Yad""".split()
PUNJAB_TAIL = ["", "deep", "preet", "jit", "jeet", "want", "vir", "veer", "pal", "meet", "leen", "inder", "bir"]
PUNJAB_LAST = """Singh Singh Singh Kaur Kaur Dhillon Gill Sandhu Sidhu Grewal Brar Bains Mann Randhawa Dhaliwal
Cheema Virk Bajwa Saini Sohal Chahal Johal Sekhon Toor Walia Aulakh Bhullar Deol Hundal Kahlon
Nijjar Pannu Ranu Thind Uppal""".split()
GUJARAT_GIVEN = """Alpesh Amit Ankit Arvind Ashok Bhavesh Bhavin Chirag Dharmesh Dilip Dinesh Dipak Gaurang Girish
Hardik Haresh Hetal Hitesh Jagdish Jayesh Jignesh Jigar Kalpesh Kamlesh Kanu Kaushik Ketan Kiran
Mahesh Manish Mehul Mitesh Mukesh Nilesh Nirav Parth Pinal Prakash Rajesh Rakesh Ramesh Sanjay
Shailesh Sunil Suresh Urvish Vipul Vishal Yogesh""".split()
GUJARAT_LAST = """Patel Patel Patel Chaudhari Desai Prajapati Solanki Parmar Rathod Thakor Vaghela Barot Modi Shah
Trivedi Bhatt Gajjar Panchal""".split()
PINYIN = """ai an bai bang bao bei bin bing bo cai chang chao chen cheng chun cong da dan de dong en fa fan fang
fei feng fu gang gao ge guan guang gui guo hai han hao he hong hua huan huang hui jia jian jiang jie
jin jing jiu juan jun kai kang ke kun lan lei li lian liang lin ling long lu mei meng miao min ming
na nan ning pei peng ping qi qian qiang qin qing qiu quan ran ren rong ru rui run shan shao sheng
shi shu shuai shuang song su tao tian ting tong wei wen wu xi xia xian xiang xiao xin xing xiong xu
xuan xue xun ya yan yang yao ye yi yin ying yong you yu yuan yue yun ze zhen zheng zhi zhong zhou
zhu zhuo zi zong""".split()
CHINA_FAMILY = """Bai Cai Cao Chang Chen Cheng Cui Dai Deng Ding Dong Du Duan Fan Fang Feng Fu Gao Ge Gong Gu Guo Han
Hao He Hong Hou Hu Huang Jia Jiang Jin Kang Kong Lai Lei Li Liang Liao Lin Liu Long Lu Luo Lyu Ma
Mao Meng Mo Ni Ouyang Pan Peng Qian Qin Qiu Qu Ren Shao Shen Shi Song Su Sun Tan Tang Tao Tian Wan
Wang Wei Wen Weng Wu Xia Xiang Xiao Xie Xiong Xu Xue Yan Yang Yao Ye Yi Yin You Yu Yuan Zeng Zhai
Zhang Zhao Zheng Zhong Zhou Zhu Zhuang Zou""".split()
VIET_FAMILY = """Nguyen Nguyen Tran Le Pham Hoang Huynh Phan Vu Vo Dang Bui Do Ho Ngo Duong Ly Truong Dinh Doan Lam
Mai Trinh Luong Ta To""".split()
VIET_MIDDLE = """Thi Thi Van Van Huu Duc Minh Ngoc Thanh Quoc Xuan Hong Kim Bao Dinh Cong Anh Gia Hoai Phuong Thuy My
Tuan""".split()
VIET_GIVEN = """An Anh Bich Binh Cuong Chau Dao Dat Diem Dung Duc Duy Giang Ha Hai Hanh Hau Hien Hieu Hoa Hoan Hue
Hung Huong Khanh Khoa Khoi Kiet Lan Linh Loan Loc Long Mai Minh My Nam Nga Ngan Nghia Ngoc Nhan Nhi
Nhu Nhung Oanh Phat Phong Phuc Phuong Quan Quang Quy Quyen Son Tam Tan Thach Thang Thao Thien Thinh
Tho Thu Thuan Thuy Tien Tin Toan Trang Tri Trinh Trong Truc Trung Truong Tu Tuan Tung Tuyen Tuyet
Uyen Van Viet Vinh Vy Xuan Yen""".split()
BURMA = """Aung Aye Ba Bo Chit Cho Ei Hla Hnin Htay Htet Htun Htwe Khaing Khin Kyaw Kyi Kyin Lin Lwin Mar Maung
Min Mo Moe Mon Mya Myat Myint Myo Naing Nanda Nandar Nay New Nilar Nu Nwe Nyan Nyein Nyi Oo Pa Phyo
Phyu Pyae San Sanda Sandar Saw Sein Shwe Soe Su Swe Thandar Thant Thaw Thein Theingi Thet Thida
Thidar Thiha Thin Thiri Thura Thwin Tin Tun Wai War Win Yadanar Ye Yee Yi Yin Yu Zar Zaw Zayar Zin""".split()
BURMA_TITLE = ["", "", "", "Daw ", "U ", "Ma ", "Ko ", "Saw ", "Naw ", "Nang ", "Sai "]
ONE_WORD = """Suharjo Sukamto Supriyadi Suparman Sutrisno Sumarni Sugiarto Suyanto Hartono Hartati Slamet Paijo
Tukiman Wagiman Ngatini Poniman Rusdi Rukmini Wahyuni Wiyono Yuliani Yulianto Mulyadi Kasmin Darsono
Kartini Sriyani Untung Ponirah Samsuri Suwarno Suwarni Sutinah Mawardi Junaidi Hasanah Nurhayati
Nurjanah Sulastri Ghulam Gulalai Najibullah Hamidullah Rohullah Asadullah Zabiullah Samiullah
Habibullah Sanaullah Rahmatullah Hekmatullah Enayatullah Naqibullah Khalilullah Shafiullah
Fariduddin Zahiruddin Shamsuddin Nizamuddin Jalaluddin Burhanuddin Nooruddin Mohammadullah
Abdulrahman Abdulqader Spozhmai Zarghona Malalai Shaista Nazaneen Parwana Storai Torpekai Breshna
Wazhma Zohal Freshta Gulnaz Bibi Mahbooba Tenzin Lobsang Dolma Pema Karma Tashi Norbu Sonam Dorje
Tsering Kinley""".split()
FULA = """Abdoulaye Aboubacar Adama Ahmadou Aissata Aissatou Alassane Alpha Amadou Aminata Assane Awa Babacar
Bakary Binta Boubacar Cheikh Cherif Coumba Dado Demba Diarra Diatou Djibril Ebrima El-Hadj Fanta
Fatimata Fatou Fatoumata Fode Habibatou Hadja Hamadou Hawa Ibrahima Idrissa Isatou Ismaila Issa
Kadiatou Kalilou Kandia Khady Lamin Lamine Lansana Mahamadou Maimouna Mamadou Mamady Mariam Mariama
Mody Modou Moctar Mohamed Moussa Mouhamadou Nafissatou Nene Oumar Oumou Ousmane Oury Pape Ramata
Rokhaya Sadio Saidou Salimata Samba Sekou Seydou Sidi Souleymane Sory Tidiane Thierno Yacine Yaya
Youssouf Zeinab""".split()
FULA_FAMILY = """Ba Bah Baldé Barry Bangoura Camara Ceesay Cisse Conde Coulibaly Dabo Dembele Dia Diaby Diakhate
Diakite Diallo Diane Diarra Diatta Dieng Diop Diouf Doucoure Doumbia Drame Fall Fofana Gassama Gaye
Gueye Jallow Jatta Jawara Jobe Kaba Kamara Kane Kanoute Kante Keita Koita Konate Kone Kourouma Koita
Ly Mané Mbaye Mbodj Ndao Ndiaye Ndour Niang Niane Sabaly Sall Sané Sanogo Sarr Sawadogo Seck Sene
Sidibe Sissoko Soumah Soumare Sow Sowe Sy Sylla Tall Tandia Thiam Touray Toure Traore Wade Wane
Yattara""".split()
ARABIC_FATHERS = """Abbas Abdallah Abdelaziz Abdelkader Abdelrahman Abdulkarim Abdullah Adel Adnan Ahmad Ahmed Ali Amjad
Ammar Anas Ayman Aziz Badr Bassam Bilal Daoud Fadi Faisal Farid Fawaz Ghassan Haidar Hamad Hamza
Hasan Hashim Haytham Hussein Ibrahim Imad Ismail Jaber Jamal Jassim Kamal Karim Khaled Khalid Khalil
Laith Louay Mahdi Mahmoud Majid Marwan Mazen Mohamed Mohammed Mousa Muhammad Munir Mustafa Nabil
Nader Nasser Omar Osama Qasim Raed Rami Rashid Saad Sabah Said Salah Saleh Salem Salim Samir Sami
Tarek Tariq Walid Wissam Yahya Yasser Younes Yousef Zaid Ziad""".split()
TAJIK_HEAD = """Abdu Akbar Alisher Anvar Aziz Bahodir Bekzod Davron Dilshod Doston Erkin Farrukh Gulnora Ikrom Ilhom
Islom Jahongir Javlon Jasur Kamol Malika Mukhammad Nigora Nodir Otabek Qodir Rustam Sardor Saidakbar
Sherzod Shukhrat Sukhrob Temur Ulugbek Umid Zafar Zarina Zokir""".split()
TAJIK_TAIL = ["ov", "ova", "ev", "eva", "zoda", "zade", "i", "iy", "ovich", "evna", " ugli", " qizi", " kizi", " uulu"]


def _chain(rnd: Random, stock: list[str]) -> tuple[str, str]:
    """A given name followed by father's and grandfather's names."""
    return rnd.choice(stock), " ".join(rnd.choice(stock) for _ in range(rnd.choice((1, 1, 2, 2))))


def _punjab(rnd: Random) -> tuple[str, str]:
    given = rnd.choice(PUNJAB_HEAD) + rnd.choice(PUNJAB_TAIL)
    return (
        (given, rnd.choice(PUNJAB_LAST))
        if rnd.random() < 0.7
        else (f"{given} {rnd.choice(('Singh', 'Kaur'))}", rnd.choice(PUNJAB_LAST))
    )


def _gujarat(rnd: Random) -> tuple[str, str]:
    given, father = (rnd.choice(GUJARAT_GIVEN) + rnd.choice(("", "", "bhai", "kumar", "ben")) for _ in range(2))
    return (f"{given} {father}" if rnd.random() < 0.4 else given), rnd.choice(GUJARAT_LAST)


def _china(rnd: Random) -> tuple[str, str]:
    one, two = rnd.choice(PINYIN), rnd.choice(PINYIN)
    return rnd.choice((one, one + two, one + two, f"{one} {two}", f"{one}-{two}")).title(), rnd.choice(CHINA_FAMILY)


def _viet(rnd: Random) -> tuple[str, str]:
    return f"{rnd.choice(VIET_MIDDLE)} {rnd.choice(VIET_GIVEN)}", rnd.choice(VIET_FAMILY)


def _burma(rnd: Random) -> tuple[str, str]:
    parts = [rnd.choice(BURMA) for _ in range(rnd.choice((2, 3, 3, 4)))]
    return rnd.choice(BURMA_TITLE) + parts[0], " ".join(parts[1:])


def _afghan(rnd: Random) -> tuple[str, str]:
    first = rnd.choice(AFGHAN_FIRST) + rnd.choice(
        ("", "", " " + rnd.choice(AFGHAN_FIRST), "ullah", "uddin", " Khan", " Jan")
    )
    return first, rnd.choice(AFGHAN_LAST) if rnd.random() < 0.7 else rnd.choice(AFGHAN_FIRST) + rnd.choice(
        ("i", "ullah", "zai", "yar", "zada")
    )


def _arabic(rnd: Random) -> tuple[str, str]:
    given, family = _chain(rnd, ARABIC_FATHERS)
    return given, rnd.choice(("", "", "Al-", "Al ", "El ", "Bin ", "Abu ")) + family


def _tajik(rnd: Random) -> tuple[str, str]:
    return rnd.choice(TAJIK_HEAD), rnd.choice(TAJIK_HEAD) + rnd.choice(TAJIK_TAIL)


def _maya(rnd: Random) -> tuple[str, str]:
    return rnd.choice(MAYA_GIVEN + MAYA_FAMILY[-45:]), " ".join(rnd.sample(MAYA_FAMILY, rnd.choice((1, 2, 2))))


def _haiti(rnd: Random) -> tuple[str, str]:
    return rnd.choice(HAITI_GIVEN), rnd.choice(HAITI_FAMILY)


def _fula(rnd: Random) -> tuple[str, str]:
    return rnd.choice(FULA) + rnd.choice(("", "", "", " " + rnd.choice(FULA))), rnd.choice(FULA_FAMILY)


WAYS = (
    _maya, _maya, _haiti, _haiti, _punjab, _punjab, _gujarat, _china, _china, _viet, _burma, _afghan, _afghan,
    _arabic, _tajik, _fula,
    lambda rnd: _chain(rnd, SOMALI), lambda rnd: _chain(rnd, SOMALI),
    lambda rnd: _chain(rnd, HABESHA), lambda rnd: _chain(rnd, HABESHA),
)  # fmt: skip


def rare(rnd: Random) -> tuple[str, str]:
    """A given name (perhaps of several words) and a family name, or a chain of fathers, of one of these cultures."""
    return rnd.choice(WAYS)(rnd)


def merged(rnd: Random, family: str, other: str) -> str:
    """Two family names run together, as in GARCIALOPEZ."""
    return (family + other).replace(" ", "").replace("-", "").title()
