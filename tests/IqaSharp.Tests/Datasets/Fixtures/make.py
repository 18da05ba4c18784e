"""Makes the tables in the data sets' own file formats: MATLAB with SciPy, xlsx by hand. Run in this folder: python3 make.py"""
import zipfile
import numpy as np
from scipy.io import savemat


def cells(names):
    array = np.empty((1, len(names)), dtype=object)
    array[0, :] = names
    return array


counts = {"jp2k": 227, "jpeg": 233, "wn": 174, "gblur": 174, "fastfading": 174}
total = sum(counts.values())
savemat("refnames_all.mat", {"refnames_all": cells(["bikes.bmp" if i % 2 else "caps.bmp" for i in range(total)])}, do_compression=True)
savemat("dmos_realigned.mat", {"dmos_new": np.arange(total, dtype=float).reshape(1, -1) / 10, "orgs": (np.arange(total) % 3 == 0).reshape(1, -1)}, do_compression=True)
names = [f"t{i}.bmp" for i in range(1, 8)] + ["3.bmp", "4.JPG"]
savemat("AllImages_release.mat", {"AllImages_release": cells(names).T}, do_compression=True)
savemat("AllMOS_release.mat", {"AllMOS_release": np.arange(len(names), dtype=float).reshape(1, -1) + 50.5}, do_compression=False)


def xlsx(path, sheet, rows):
    def cell(value):
        return f"<c><v>{value}</v></c>" if isinstance(value, (int, float)) else f'<c t="inlineStr"><is><t>{value}</t></is></c>'

    body = "".join(f"<row>{''.join(cell(value) for value in row)}</row>" for row in rows)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relation}"><sheets><sheet name="{sheet}" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)


xlsx("csiq.xlsx", "all_by_image", [["image", "dst_idx", "dst_type", "dst_lev", "dmos_std", "dmos"], ["1600", 1, "noise", 1, 0.0, 0.062], [1600, 6, "jpeg 2000", 5, 0.1, 0.9]])
xlsx("spaq.xlsx", "Sheet1", [["Image name", "MOS", "Brightness"], ["00001.jpg", 30.17, 1], ["00002.jpg", 72.5, 2]])
