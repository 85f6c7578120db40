"""Names of invented people from many cultures, written for this set; they belong to nobody in particular."""
# ruff: noqa: E501 - one list a line

from __future__ import annotations

import random

# culture: (given names, family names, how many family names a person has)
CULTURES: dict[str, tuple[list[str], list[str], int]] = {
    culture: (given.split(), [f.replace("_", " ") for f in family.split()], surnames)
    for culture, given, family, surnames in [
        (
            "central american",
            "Jose Maria Wilmer Yesenia Kevin Dulce Selvin Reina Elmer Josue Heydi Darwin Norma Cristian Ingrid Melvin",
            "Lopez Hernandez Mejia Zelaya Orellana Portillo Bonilla Umanzor Chavez Argueta Villatoro Pineda Lemus Castro",
            2,
        ),
        (
            "mexican",
            "Guadalupe Alejandro Rosario Miguel Socorro Arturo Araceli Ignacio Lourdes Refugio Hector Marisol Ramiro Juana",
            "Gutierrez Ramirez Ibarra Ochoa Cardenas Zavala Nunez Arriaga Becerra Cervantes Duran Esquivel Figueroa Luna",
            2,
        ),
        (
            "mayan",
            "Diego Petrona Gaspar Eulalia Baltazar Candelaria Mateo Micaela Tomas Catarina Sebastian Isabela Pascual Ana",
            "Xol Tzul Ixcoy Chavajay Pop Caal Tiul Coc Quino Batz Ajanel Sacalxot Toj Mendoza_Brito Cuc Juc Chub",
            2,
        ),
        (
            "andean",
            "Washington Rosa Segundo Blanca Byron Nelly Wilson Mercedes Klever Carmita Angel Zoila Franklin Gladys",
            "Quishpe Guaman Chimborazo Mamani Condori Huanca Quispe Yupanqui Choque Sarango Morocho Tenesaca Llamuca",
            2,
        ),
        (
            "venezuelan",
            "Yusneidy Jhonatan Maikel Yulimar Deivis Oriana Wuilmer Norelys Anderson Mariangel Yorman Genesis Leandro",
            "Contreras Urdaneta Bracho Colmenares Rincon Marcano Guanipa Sulbaran Machado Betancourt Salazar Chirinos",
            2,
        ),
        (
            "brazilian",
            "Joao Thiago Leticia Wanderson Rafaela Edson Camila Gilberto Adriana Vinicius Luciana Marcos Fernanda",
            "da_Silva Souza Oliveira Pereira Nascimento Barbosa Cavalcanti Teixeira Moreira Ribeiro dos_Santos Araujo",
            2,
        ),
        (
            "haitian",
            "Jean Wislande Ronald Guerline Frantz Mirlande Wilguens Rosemene Emmanuel Fabiola Pierre Nadege Jocelyn",
            "Baptiste Joseph Estime Desir Charlotin Petit-Frere Dorvil Saintilus Louissaint Mondesir Noel Augustin",
            1,
        ),
        (
            "chinese",
            "Wei Xiaoming Lihua Jianguo Meiling Zhiqiang Yan Guoqing Fang Haitao Xiuying Junjie Ting Minghui",
            "Zhang Chen Liu Huang Zheng Lin Ouyang Xu Zhao Guo Tang Feng Deng Xie Jiang",
            1,
        ),
        (
            "indian",
            "Gurpreet Harjinder Manpreet Jaspal Rajesh Priya Sunita Anil Kiran Deepak Lakshmi Venkatesh Ramandeep Nisha",
            "Singh Kaur Patel Sharma Gill Dhillon Reddy Chaudhary Iyer Nair Bhatt Sandhu Mishra Desai",
            1,
        ),
        (
            "bangla",
            "Mohammed Rahim Shahida Abdul Nasrin Kamrul Farhana Jahangir Rokeya Anwar Sultana Mizanur Taslima",
            "Hossain Rahman Begum Miah Chowdhury Uddin Khatun Sarkar Talukder Akter Haque Mollah Sikder",
            1,
        ),
        (
            "arabic",
            "Ahmad Fatima Khaled Amal Youssef Nour Mustafa Hanan Bilal Rania Ibrahim Samira Tarek Layla",
            "Al-Masri Haddad El-Sayed Khoury Nasser Abdelrahman Saleh Al-Jabouri Mansour Darwish Hamdan Aziz Qasim",
            1,
        ),
        (
            "afghan and iranian",
            "Najibullah Zahra Ghulam Parwana Mirwais Shabnam Rahmatullah Freshta Reza Maryam Hamid Golnaz Zabihullah",
            "Ahmadi Noorzai Stanikzai Hosseini Rezaei Popalzai Karimi Wardak Safi Mohammadi Yousufzai Haidari Barakzai",
            1,
        ),
        (
            "west african",
            "Mamadou Fatoumata Ousmane Aissatou Kwabena Chinedu Ngozi Ibrahima Adama Moussa Abena Oluwaseun Aminata",
            "Diallo Ba Sow Camara Traore Okonkwo Adeyemi Mensah Konate Ndiaye Sy Barry Eze Owusu Toure",
            1,
        ),
        (
            "east african",
            "Tesfaye Selamawit Yonas Abeba Abdirahman Hodan Filmon Winta Dawit Ayaan Haile Mulu Berhane Nyambura",
            "Gebremedhin Tekle Warsame Abdi Kidane Habtemariam Mohamud Woldemichael Jama Asfaw Kamau Otieno Negash",
            1,
        ),
        (
            "vietnamese",
            "Thanh Hoa Minh Tuan Lan Phuong Duc Huong Quang Thuy Hung Linh Khoa Ngoc",
            "Nguyen Tran Le Pham Hoang Phan Vu Dang Bui Do Ho Ngo Duong",
            1,
        ),
        (
            "turkish",
            "Mehmet Ayse Mustafa Emine Huseyin Zeynep Kadir Gulsen Omer Hatice Serkan Elif Yunus",
            "Yilmaz Kaya Demir Celik Sahin Ozdemir Aydin Arslan Dogan Kilic Polat Karaca",
            1,
        ),
        (
            "slavic",
            "Oleksandr Svetlana Dmitri Oksana Andrei Natalia Vladislav Iryna Sergei Kateryna Mikhail Yuliia Bogdan",
            "Kovalenko Petrova Ivanov Shevchenko Morozov Bondarenko Sokolova Melnyk Volkov Kravchuk Popescu Nowak",
            1,
        ),
        (
            "caucasian and central asian",
            "Giorgi Nino Ulugbek Dilnoza Armen Anahit Nurlan Aigul Rustam Gulnara Levan Jamshid Farrukh",
            "Beridze Kapanadze Karimov Rakhimov Sargsyan Harutyunyan Abdullaev Toktogulov Tursunov Mamedov",
            1,
        ),
        (
            "filipino and indonesian",
            "Jomar Marivic Rodel Agus Siti Budi Dewi Reynaldo Analyn Slamet Ratna Ferdinand Josefina",
            "Bautista Dela_Cruz Macaraeg Villanueva Santoso Wijaya Pangilinan Hidayat Manalo Suryadi Ocampo",
            1,
        ),
        (
            "west european",
            "Thomas Sophie Lukas Ingeborg Pieter Marlies Etienne Chloe Giovanni Paola Callum Bridget Henrik Astrid",
            "Muller Dubois van_Dijk O'Connor Rossi Lindqvist Schneider Lefebvre MacDonald Bakker Weber Moreau Hughes",
            1,
        ),
        (
            "north american",
            "Teresa Robert Linda Paul Denise Gregory Sharon Marcus Kimberly Walter Janet Darnell Heather Curtis",
            "Whitfield Marsh Brenner Callahan Jefferson Sutton Pruitt Hargrove Dawson Kessler Washington Boyd Tillman",
            1,
        ),
    ]
}


def person(rng: random.Random, cultures: list[str]) -> tuple[str, str, str]:
    """Given name, middle name (may be empty) and family name or names of somebody."""
    given, family, surnames = CULTURES[rng.choice(cultures)]
    middle = rng.choice([rng.choice(given), rng.choice(given)[0], "", ""])
    return rng.choice(given), middle, " ".join(rng.sample(family, surnames))


def written(rng: random.Random, style: str, cultures: list[str]) -> str:
    """A person's name in one way of writing it."""
    given, middle, family = person(rng, cultures)
    both = f"{given} {middle}".strip()
    if style == "LAST, FIRST":
        return f"{family}, {both}".upper()
    if style == "Last, First":
        return f"{family}, {both}"
    if style == "UPPER":
        return f"{both} {family}".upper()
    if style == "initials":
        return f"{given[0]}. {family}"
    if style == "title":
        return f"{rng.choice(['Mr.', 'Ms.', 'Dr.', 'Hon.'])} {given} {family}"
    if style == "placeholders" and rng.random() < 0.15:
        return rng.choice([f"{family}, FNU", f"LNU, {given}"]).upper()
    return f"{both} {family}".upper() if style == "placeholders" else f"{both} {family}"


def part(rng: random.Random, which: str, capitals: bool, cultures: list[str]) -> str:
    """A given, middle or family name alone."""
    given, middle, family = person(rng, cultures)
    text = {"given": given, "middle": middle, "family": family, "given and middle": f"{given} {middle}".strip()}[which]
    return text.upper() if capitals else text
