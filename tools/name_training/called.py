"""Things that files speak of and that are called by the full name of somebody well known, by kind; written by hand.

Left out is what many a living person is called (Tom Collins, Edward Jones); what somebody of an asylum nationality is
known to be called is taken out when the list is used (elsewhere.py).
"""

CALLED = """
t don hutto;joe corley;david l moss;james a musick;robert a deyton;d ray james;donald w wyatt;theo lacy;giles w dalby;
johns hopkins;walter reed;henry ford wyandotte;lyndon b johnson;john peter smith;martha jefferson;mary washington;
sarah bush lincoln;lucile packard;beth israel;william beaumont;m d anderson;zuckerberg san francisco;
j edgar hoover;herbert c hoover;frances perkins;hubert h humphrey;jacob k javits;alfred p murrah;mickey leland;
earle cabell;edward r roybal;ronald reagan;byron g rogers;wallace f bennett;thurgood marshall;daniel patrick moynihan;
peter w rodino;james a byrne;everett mckinley dirksen;john c kluczynski;robert c weaver;mary e switzer;orville wright;
james v forrestal;theodore roosevelt;phillip burton;robert t matsui;lyndon baines johnson;sidney yates;ted weiss;
laken riley;adam walsh;matthew shepard;emmett till;ryan white;edward byrne;byrne jag;paul coverdell;carl d perkins;
robert t stafford;nita m lowey;ryan haight;jeanne clery;william wilberforce;amber alert;patsy takemoto mink;
robert wood johnson;annie e casey;andrew w mellon;w k kellogg;dave thomas;ronald mcdonald;susan g komen;betty ford;
calvin klein;ralph lauren;tommy hilfiger;michael kors;kate spade;tory burch;marc jacobs;betsey johnson;vera wang;
steve madden;eddie bauer;hugo boss;louis vuitton;christian dior;yves saint laurent;jimmy choo;giorgio armani;
perry ellis;brooks brothers;mary kay;estee lauder;elizabeth arden;max factor;helena rubinstein;emporio armani;
jack daniels;jim beam;johnnie walker;johnny walker;captain morgan;elijah craig;stella artois;robert mondavi;
charles krug;dom perignon;moet chandon;veuve clicquot;kendall jackson;louis martini;shirley temple;arnold palmer;
roy rogers;harvey wallbanger;rob roy;mai tai;betty crocker;aunt jemima;uncle ben;little debbie;oscar mayer;jimmy dean;
orville redenbacher;duncan hines;chef boyardee;famous amos;tim hortons;papa johns;johnny rockets;trader joes;
john deere;massey ferguson;harley davidson;smith wesson;black decker;rolls royce;aston martin;alfa romeo;daniel defense;
charles schwab;raymond james;merrill lynch;morgan stanley;jp morgan;jp morgan chase;booz allen;booz allen hamilton;
jones lang lasalle;ernst young;marsh mclennan;bob barker;henry schein;pitney bowes;thomson reuters;matthew bender;
dun bradstreet;parsons brinckerhoff;wells fargo;goldman sachs;lehman brothers;bear stearns;smith barney;mcgraw hill;
jack russell;great dane;boston terrier;cane corso;shih tzu;lhasa apso;maine coon;parson russell;
harry potter;peter pan;mickey mouse;donald duck;sherlock holmes;robin hood;don quixote;don quijote;jane eyre;
david copperfield;oliver twist;tom sawyer;huckleberry finn;nancy drew;charlie brown;santa claus;uncle sam;john doe;
jane doe;john q public;julius caesar;peter rabbit;forrest gump;jesus christ;virgin mary;humpty dumpty;anna karenina;
moby dick;king lear;romeo and juliet;don giovanni;mary poppins;clark kent;darth vader;bugs bunny;cinco de mayo;
granny smith;tikka masala;kung pao;jollof rice;beef wellington;chicken kiev;pad thai;doro wat;sloppy joe;ma po tofu;
foley catheter;guillain barre;epstein barr;stevens johnson;creutzfeldt jakob;lou gehrig;glasgow coma;marie tooth;
will rogers;john wayne;louis armstrong;billy bishop;gerald r ford;william p hobby;ted stevens;bob hope;
charles de gaulle;ben gurion;indira gandhi;woodrow wilson;francis scott key;walt whitman;betsy ross;ben franklin;
benjamin franklin;robert f kennedy;john f kennedy;mario cuomo;huey p long;abraham lincoln;harriet tubman;
frederick douglass;sojourner truth;susan b anthony;helen keller;clara barton;florence nightingale;mark twain;
booker t washington;george washington carver;martin luther king;rosa parks;malcolm x;davis monthan;patrick henry;
ulysses s grant;dwight d eisenhower;harry s truman;franklin d roosevelt;winston churchill;albert einstein;isaac newton;
christopher columbus;leif erikson;daniel boone;davy crockett;nathan hale;paul revere
""".replace("\n", "").split(";")
