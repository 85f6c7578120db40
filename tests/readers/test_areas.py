"""Areas are read as spreadsheet programs write them; what is no plain area is none at all."""

import pytest

from leakguard.readers.areas import written

WHOLE = 1_048_576
CASES = {
    "Data!$A$1:$F$20": ((1, 0, 20, 5),),
    "'My sheet, 2'!$B$2:$C$3,'My sheet, 2'!$E$5": ((2, 1, 3, 2), (5, 4, 5, 4)),
    "'It''s'!$A:$C": ((1, 0, WHOLE, 2),),
    "Data!$1:$12": ((1, 0, 12, 16_383),),
    "$Data.$A$1:$Data.$F$20": ((1, 0, 20, 5),),
    "Data.A1:Data.B2 Data.D4:Data.E5": ((1, 0, 2, 1), (4, 3, 5, 4)),
    "=Data!$F$20:$A$1": ((1, 0, 20, 5),),
    "#REF!": (),
    "Data!$A$1:$B$2,#REF!": (),
    "OFFSET(Data!$A$1,0,0,9,9)": (),
    "": (),
}


@pytest.mark.parametrize("text", CASES)
def test_an_area_is_read_as_it_is_written(text):
    assert written(text) == CASES[text]
