"""Pages as portals and Word publish them, each around the same invented directive."""

from __future__ import annotations

LETTERHEAD = """<table border=0 width="100%"><tr>
<td align=center>ỦY BAN NHÂN DÂN<br>TỈNH TÂN GIANG<br>-------</td>
<td align=center><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</b><br>---------------</td></tr>
<tr><td>Số: 45/KH-UBND</td><td><i>Tân Giang, ngày 05 tháng 3 năm 2024</i></td></tr></table>"""

POINTS = [
    "KẾ HOẠCH",
    "Khắc phục tồn tại, hạn chế trong công tác cải cách hành chính năm 2024",
    "Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:",
    "I. NHIỆM VỤ, GIẢI PHÁP",
    "1. Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành rà soát thủ tục hành chính; hoàn thành trước ngày 30/6/2024.",
    "2. Sở Tài chính bố trí kinh phí thực hiện Kế hoạch này; thời gian thực hiện: Quý II/2024.",
    "3. Ủy ban nhân dân các huyện, thị xã báo cáo kết quả trước ngày 15 của tháng cuối quý.",
    "II. TỔ CHỨC THỰC HIỆN",
    "Văn phòng Ủy ban nhân dân tỉnh theo dõi, đôn đốc việc thực hiện và tổng hợp, báo cáo Chủ tịch Ủy ban nhân dân tỉnh./.",
]
SIGNATURE = """<table><tr><td><b><i>Nơi nhận:</i></b><br>- Như trên;<br>- Lưu: VT, NC.</td>
<td><b>KT. CHỦ TỊCH<br>PHÓ CHỦ TỊCH<br><br><br>Trần Văn Mẫu</b></td></tr></table>"""

DIRECTIVE: list[str | list[list[str]]] = [
    [
        ["ỦY BAN NHÂN DÂN\nTỈNH TÂN GIANG\n-------", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n---------------"],
        ["Số: 45/KH-UBND", "Tân Giang, ngày 05 tháng 3 năm 2024"],
    ],
    *POINTS,
    [["Nơi nhận:\n- Như trên;\n- Lưu: VT, NC.", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nTrần Văn Mẫu"]],
]
"""What every page below holds."""

_PARAGRAPHS = LETTERHEAD + "".join(f'<p style="text-align:justify">{point}</p>\n' for point in POINTS) + SIGNATURE

LIBRARY = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Kế hoạch 45/KH-UBND</title>
<script>var menu = "<div>Trang chủ</div>";</script><style>.menu{{color:red}}</style></head><body class="has-sidebar">
<header id="header"><div class="logo"><a href="/"><img src=a.png></a></div><div class="login-box">Đăng nhập | Đăng ký</div></header>
<div id="main-menu"><ul><li><a href="/1">Trang chủ</a></li>
<li><a href="/2">Văn bản</a></li><li><a href="/3">Tin tức</a></li></ul></div>
<div class="breadcrumb"><a href="/">Trang chủ</a> » <a href="/vb">Văn bản</a> » Kế hoạch 45</div>
<div class="wrapper"><div class="left-col"><div class="tabs"><a href="/a">Tóm tắt</a> <a href="/b">Nội dung</a>
<a href="/c">Lược đồ</a></div>
<p>Bạn phải đăng nhập để sử dụng đầy đủ tiện ích của văn bản này.</p>
<div id="divContentDoc"><div class="content1"><div><div>{_PARAGRAPHS}</div></div></div></div>
<p>Lượt xem: 1.205</p><div class="fb-share">Chia sẻ</div>
<div class="box"><h3>Văn bản liên quan</h3><ul><li><a href="/x1">Kế hoạch 12/KH-UBND năm 2023 về cải cách hành chính</a></li>
<li><a href="/x2">Quyết định 99/QĐ-UBND năm 2023 về Bộ chỉ số</a></li><li><a href="/x3">Chỉ thị 01/CT-UBND</a></li></ul></div></div>
<div class="right-col"><h3>Tin mới</h3><div><a href="/n1">Hội nghị trực tuyến toàn tỉnh về cải cách hành chính</a></div>
<div><a href="/n2">Lãnh đạo tỉnh tiếp công dân định kỳ</a></div><div><a href="/n3">Khai trương bộ phận một cửa</a></div></div></div>
<div class="comments"><h4>Bình luận</h4><p>Hay quá, cảm ơn nhiều.</p></div>
<footer><p>© 2024 Thư viện. Giấy phép số 12/GP-TTĐT. Điện thoại: 0200.000.000</p></footer>
<div style="display:none">Văn bản này có 12 thuộc tính ẩn</div></body></html>"""
"""A law library: divisions, tabs, log-in notice, related documents, side column, comments."""

PROVINCE = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"></head><body>
<form action="x.aspx"><table width=1000 cellpadding=0><tr><td colspan=3><a href="/">Trang chủ</a> |
<a href="/g">Giới thiệu</a> | <a href="/l">Liên hệ</a>
</td></tr><tr><td width=180><table><tr><td><a href="/a">Tin tức - Sự kiện</a></td></tr><tr><td><a href="/b">Chỉ đạo điều hành</a></td></tr>
<tr><td><a href="/c">Công báo</a></td></tr></table><br>Đang truy cập: 12<br>Hôm nay: 1.530<br>Tổng lượt truy cập: 2.345.678</td>
<td><table><tr><td><div>{_PARAGRAPHS}</div></td></tr></table></td>
<td width=180><a href="http://x"><img src=q.gif></a></td></tr>
<tr><td colspan=3>Cơ quan chủ quản: Ủy ban nhân dân tỉnh Tân Giang.
Chịu trách nhiệm nội dung: Văn phòng. Email: vp@tangiang.example</td></tr>
</table></form></body></html>"""
"""A provincial portal of the old kind: the whole page is a table in a form."""

BREAKS = f"""<html><body><div class=nav><a href=/>Trang chủ</a></div><article>{LETTERHEAD}
<div>{"<br><br>".join(POINTS)}</div>{SIGNATURE}</article><div class="social-share">Facebook Zalo</div></body></html>"""
"""A page whose paragraphs are parted by line breaks alone."""


def _word_paragraph(words: str) -> str:
    number, _, rest = words.partition(" ")
    if number[:-1].isdigit():
        words = (
            f"<![if !supportLists]><span lang=VI><span style='mso-list:Ignore'>{number}<span style='font:7.0pt \"Times New Roman\"'>"
            f"&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>{rest}"
        )
    return (
        "<p class=MsoNormal style='text-align:justify;mso-list:l0 level1 lfo1'>"
        f"<span lang=VI style='mso-bidi-font-size:14.0pt'>{words}<o:p></o:p></span></p>\n"
    )


WORD = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8>
<!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]-->
<style><!-- p.MsoNormal {{margin:0; font-family:"Times New Roman"}} --></style></head><body lang=VI><div class=WordSection1>
{LETTERHEAD}<p class=MsoNormal><o:p>&nbsp;</o:p></p>{"".join(map(_word_paragraph, POINTS))}{SIGNATURE}</div>
<div style='mso-element:footer'><p>Trang 1</p></div></body></html>"""
"""A document that Word saved as a page: conditional comments, list numbers as spans, empty Office elements."""

PAGES = {"library": LIBRARY, "province": PROVINCE, "breaks": BREAKS, "word": WORD}
