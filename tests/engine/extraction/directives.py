"""Whole directives of our own writing, one of each kind, as a test reads them."""

from __future__ import annotations

PLAN = """\
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Nâng cao chất lượng phục vụ người dân.
II. TỒN TẠI, HẠN CHẾ
1. Công tác cải cách hành chính
- Việc giải quyết hồ sơ đất đai còn chậm, quá hạn nhiều.
- Một số đơn vị chưa công khai thủ tục hành chính.
2. Nguyên nhân
- Một số đơn vị chưa bố trí đủ công chức trực tại quầy.
III. NHIỆM VỤ, GIẢI PHÁP
1. Về giải quyết hồ sơ đất đai
- Rà soát hồ sơ đất đai quá hạn, giải quyết dứt điểm từng hồ sơ.
- Sở Nội vụ chủ trì, phối hợp với Sở Tài chính kiểm tra công vụ trước ngày 30/6/2025.
Đơn vị chủ trì: Sở Nông nghiệp và Môi trường.
Đơn vị phối hợp: UBND các xã, phường.
Thời gian hoàn thành: Quý II/2025.
2. Về công khai thủ tục hành chính
Đơn vị chủ trì: Văn phòng UBND tỉnh; đơn vị phối hợp: Sở Nội vụ; thời gian thực hiện: Thường xuyên.
a) Niêm yết công khai thủ tục hành chính tại trụ sở.
b) Đăng tải thủ tục hành chính trên cổng thông tin điện tử.
IV. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ
- Theo dõi, đôn đốc việc thực hiện Kế hoạch này.
- Báo cáo UBND tỉnh trước ngày 15 của tháng cuối quý.
2. Sở Tài chính: Bố trí kinh phí thực hiện Kế hoạch.
3. Các sở, ban, ngành; UBND các xã, phường căn cứ Kế hoạch này xây dựng kế hoạch cụ thể, hoàn thành trước ngày 31/3/2025.
Trên đây là Kế hoạch khắc phục tồn tại, hạn chế; yêu cầu các đơn vị nghiêm túc thực hiện./.
"""
"""A kế hoạch: findings first, then tasks with labels after and before them, then who organises; without head and foot."""

REMEDIES = """\
I. TỒN TẠI, NGUYÊN NHÂN VÀ NHIỆM VỤ KHẮC PHỤC
1. Tỷ lệ giải quyết hồ sơ đúng hạn còn thấp
1.1. Nguyên nhân
- Một số công chức chưa chủ động theo dõi tiến độ.
- Thiết bị số hóa hồ sơ còn thiếu.
1.2. Giải pháp
- Sở Nội vụ:
+ Kiểm tra công vụ tại các đơn vị.
+ Tham mưu xử lý trách nhiệm người đứng đầu.
- Các sở, ban, ngành rà soát hồ sơ quá hạn.
1.3. Thời gian thực hiện: Năm 2025 và các năm tiếp theo.
2. Chỉ số hài lòng giảm 2,5 điểm
2.1. Nguyên nhân: Chưa công khai kết quả xử lý phản ánh.
2.2. Nhiệm vụ: Công khai kết quả xử lý phản ánh, kiến nghị.
Đơn vị chủ trì: Văn phòng UBND tỉnh. Đơn vị phối hợp: Trung tâm Phục vụ hành chính công tỉnh. Thời gian: Quý III/2025.
"""
"""A kế hoạch whose headings are the shortcomings, each with its causes, remedy and time; without head and foot."""

DISPATCH = """\
UBND TỈNH TÂN GIANG
SỞ NỘI VỤ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 812/SNV-CCHC
V/v chấn chỉnh kỷ luật, kỷ cương hành chính
Tân Giang, ngày 12 tháng 4 năm 2025
Kính gửi:
- Các sở, ban, ngành;
- UBND các xã, phường.
Thực hiện Kế hoạch số 45/KH-UBND ngày 05/3/2025 của UBND tỉnh, Sở Nội vụ đề nghị các cơ quan, đơn vị triển khai một số nội dung sau:
1. Tổ chức quán triệt các quy định về kỷ luật, kỷ cương hành chính đến toàn thể công chức.
2. Rà soát, bố trí công chức tiếp nhận hồ sơ tại bộ phận một cửa; hoàn thành trước ngày 30/4/2025.
3. UBND các xã, phường niêm yết đường dây nóng tại trụ sở.
Đề nghị các cơ quan, đơn vị báo cáo kết quả về Sở Nội vụ trước ngày 15/5/2025 để tổng hợp./.
Nơi nhận:
- Như trên;
- Lưu: VT.
GIÁM ĐỐC
Lê Thị Mẫu
"""
"""A công văn: numbered orders, then a request to all."""

DIRECTIVE = """\
ỦY BAN NHÂN DÂN
TỈNH TÂN GIANG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 07/CT-UBND
Tân Giang, ngày 20 tháng 5 năm 2025
CHỈ THỊ
Về việc tăng cường phòng cháy, chữa cháy trong mùa khô
Thời gian qua, công tác phòng cháy còn nhiều hạn chế. Chủ tịch UBND tỉnh yêu cầu:
1. Công an tỉnh
a) Chủ trì, phối hợp với Sở Xây dựng kiểm tra các cơ sở nguy hiểm về cháy, nổ, hoàn thành trong tháng 6/2025.
b) Tổ chức tuyên truyền kỹ năng thoát nạn.
2. Giao Sở Xây dựng chủ trì, phối hợp với Công an tỉnh và các đơn vị liên quan rà soát công trình chưa nghiệm thu.
3. UBND các xã, phường
- Củng cố lực lượng dân phòng.
- Bố trí kinh phí mua sắm phương tiện.
4. Các Sở: Tài chính, Nội vụ theo chức năng, nhiệm vụ hướng dẫn các địa phương thực hiện.
Giao Công an tỉnh theo dõi, đôn đốc việc thực hiện Chỉ thị này, định kỳ báo cáo Chủ tịch UBND tỉnh./.
Nơi nhận:
- Lưu: VT.
CHỦ TỊCH
Trần Văn Mẫu
"""
"""A chỉ thị: blocks headed by a unit, and orders that name theirs."""

CONCLUSION = """\
VĂN PHÒNG UBND TỈNH TÂN GIANG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 215/TB-VP
Tân Giang, ngày 02 tháng 7 năm 2025
THÔNG BÁO
Kết luận của Chủ tịch UBND tỉnh Trần Văn Mẫu tại cuộc họp về giải ngân vốn đầu tư công
Ngày 01/7/2025, Chủ tịch UBND tỉnh chủ trì cuộc họp. Sau khi nghe Sở Tài chính báo cáo, Chủ tịch UBND tỉnh kết luận như sau:
I. ĐÁNH GIÁ CHUNG
Kết quả giải ngân còn thấp, đạt 35% kế hoạch.
II. NHIỆM VỤ THỜI GIAN TỚI
1. Các chủ đầu tư khẩn trương hoàn thiện hồ sơ thanh toán khối lượng hoàn thành.
2. Giao Sở Tài chính:
a) Tham mưu UBND tỉnh điều chuyển vốn của các dự án chậm tiến độ trước ngày 15/8/2025.
b) Tổng hợp, báo cáo tiến độ giải ngân hằng tuần.
3. Sở Nông nghiệp và Môi trường chủ trì, phối hợp với UBND các xã, phường và đơn vị liên quan tháo gỡ vướng mắc về giải phóng mặt bằng.
4. Về dự án Đường vành đai: Giao Ban Quản lý dự án đầu tư xây dựng tỉnh đẩy nhanh tiến độ, hoàn thành trong Quý IV/2025.
Văn phòng UBND tỉnh thông báo đến các cơ quan, đơn vị biết, thực hiện./.
Nơi nhận:
- Lưu: VT.
KT. CHÁNH VĂN PHÒNG
PHÓ CHÁNH VĂN PHÒNG
Lê Thị Mẫu
"""
"""A thông báo kết luận: what was decided, and who must do it."""

DECISION = """\
ỦY BAN NHÂN DÂN
TỈNH TÂN GIANG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 1204/QĐ-UBND
Tân Giang, ngày 10 tháng 6 năm 2025
QUYẾT ĐỊNH
Ban hành Kế hoạch nâng cao Chỉ số hài lòng năm 2025
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH TÂN GIANG
Căn cứ Luật Tổ chức chính quyền địa phương;
Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 88/TTr-SNV ngày 05/6/2025.
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch nâng cao Chỉ số hài lòng năm 2025.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
Điều 3. Chánh Văn phòng UBND tỉnh, Giám đốc các sở, ban, ngành, Chủ tịch UBND các xã, phường chịu trách nhiệm thi hành Quyết định này./.
Nơi nhận:
- Như Điều 3;
- Lưu: VT.
CHỦ TỊCH
Trần Văn Mẫu
KẾ HOẠCH
Nâng cao Chỉ số hài lòng năm 2025
(Ban hành kèm theo Quyết định số 1204/QĐ-UBND ngày 10/6/2025 của Chủ tịch UBND tỉnh)
I. MỤC TIÊU
- Chỉ số hài lòng đạt từ 90% trở lên.
II. NHIỆM VỤ
1. Rà soát thủ tục hành chính, cắt giảm tối thiểu 30% thời gian giải quyết.
- Cơ quan chủ trì: Sở Nội vụ.
- Cơ quan phối hợp: Các sở, ban, ngành.
- Thời gian hoàn thành: Tháng 9/2025.
2. Khảo sát mức độ hài lòng của người dân.
- Cơ quan chủ trì: Trung tâm Phục vụ hành chính công tỉnh.
- Thời gian: Thường xuyên.
III. TỔ CHỨC THỰC HIỆN
1. Các sở, ban, ngành; UBND các xã, phường
- Xây dựng kế hoạch thực hiện.
- Định kỳ hằng quý (trước ngày 20 của tháng cuối quý) báo cáo kết quả về Sở Nội vụ.
2. Sở Nội vụ chủ trì theo dõi, đôn đốc, tổng hợp, báo cáo UBND tỉnh.
PHỤ LỤC
PHÂN CÔNG NHIỆM VỤ
TT
Nội dung nhiệm vụ
Cơ quan chủ trì
Cơ quan phối hợp
Thời gian hoàn thành
1
Xây dựng bộ tiêu chí khảo sát
Sở Nội vụ
Các sở, ban, ngành
Tháng 7/2025
2
Công bố kết quả khảo sát
Sở Thông tin và Truyền thông
Báo Tân Giang
Quý IV/2025
PHỤ LỤC 2
ĐỀ CƯƠNG BÁO CÁO
1. Kết quả thực hiện nhiệm vụ
- Rà soát thủ tục hành chính.
2. Tổ chức thực hiện
- Sở Nội vụ chủ trì tổng hợp báo cáo kết quả.
"""
"""A quyết định that issues a plan, whose annex is a table printed one cell to a line and whose last annex is a form."""

TELEGRAM = """\
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH TÂN GIANG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 03/CĐ-UBND
Tân Giang, ngày 08 tháng 9 năm 2025
CÔNG ĐIỆN
Về việc ứng phó với bão số 6
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH TÂN GIANG điện:
- Giám đốc các sở, ban, ngành;
- Chủ tịch UBND các xã, phường.
Theo dự báo, bão số 6 sẽ ảnh hưởng trực tiếp đến địa bàn tỉnh. Chủ tịch UBND tỉnh yêu cầu:
1. Chủ tịch UBND các xã, phường chủ động sơ tán dân khỏi khu vực nguy hiểm, hoàn thành trước 17 giờ 00 ngày 09/9/2025.
2. Sở Nông nghiệp và Môi trường kiểm tra an toàn hồ, đập; trực ban 24/24 giờ.
3. Bộ Chỉ huy Quân sự tỉnh, Công an tỉnh bố trí lực lượng, phương tiện sẵn sàng cứu hộ, cứu nạn.
4. Văn phòng UBND tỉnh theo dõi, đôn đốc việc thực hiện Công điện này.
Yêu cầu Giám đốc các sở, ban, ngành, Chủ tịch UBND các xã, phường nghiêm túc thực hiện./.
CHỦ TỊCH
Trần Văn Mẫu
"""
"""A công điện: who must act, before a storm."""

ARTICLE = """\
Trang chủ
Tin tức - Sự kiện
Tân Giang: Ban hành Kế hoạch khắc phục tồn tại trong cải cách hành chính
Ngày đăng: 12/3/2025 | Lượt xem: 1.205
Ngày 05/3/2025, UBND tỉnh Tân Giang ban hành Kế hoạch số 45/KH-UBND về khắc phục tồn tại, hạn chế trong công tác cải cách hành chính.
Theo đó, Kế hoạch đề ra các nhiệm vụ, giải pháp chủ yếu sau:
- Các sở, ban, ngành rà soát, đơn giản hóa thủ tục hành chính; hoàn thành trong Quý II/2025.
- Sở Nội vụ chủ trì, phối hợp với Văn phòng UBND tỉnh kiểm tra công vụ đột xuất.
UBND tỉnh giao Sở Nội vụ theo dõi, đôn đốc, định kỳ báo cáo kết quả thực hiện.
Nguồn: Cổng thông tin điện tử tỉnh
Số lượt truy cập: 1.234.567
"""
"""A portal's article about a plan."""

LETTER_AFTER_INSPECTION = """\
UBND HUYỆN ĐÔNG MAI
PHÒNG NỘI VỤ
Số: 33/PNV-CCHC
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Đông Mai, ngày 3 tháng 4 năm 2024
V/v khắc phục tồn tại sau kiểm tra công tác CCHC
Kính gửi: UBND các xã, thị trấn.
Qua kiểm tra công tác CCHC quý I/2024, Phòng Nội vụ nhận thấy một số tồn tại, hạn chế sau:
1. Việc niêm yết thủ tục hành chính tại một số xã chưa đầy đủ.
2. Còn 12 hồ sơ trễ hạn không có văn bản xin lỗi.
3. Công tác tuyên truyền CCHC chưa thường xuyên.
Để khắc phục những tồn tại nêu trên, Phòng Nội vụ đề nghị UBND các xã, thị trấn thực hiện một số nội dung sau:
1. Niêm yết đầy đủ 100% thủ tục hành chính thuộc thẩm quyền, xong trước ngày 15/4/2024.
2. Thực hiện nghiêm việc xin lỗi bằng văn bản đối với hồ sơ trễ hạn theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ.
3. Tăng cường tuyên truyền trên hệ thống truyền thanh ít nhất 02 lần/tuần.
4. Báo cáo kết quả khắc phục về Phòng Nội vụ trước ngày 20/4/2024 để tổng hợp, báo cáo UBND huyện.
Phòng Nội vụ đề nghị UBND các xã, thị trấn quan tâm thực hiện./.
Nơi nhận:
- Như trên;
- Lưu: NV.
TRƯỞNG PHÒNG
Phạm Văn Z
"""

POINTS_LOST = """\
UBND TỈNH TÂN GIANG
SỞ TÀI CHÍNH
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 1024/KH-STC
Tân Giang, ngày 28 tháng 3 năm 2025

KẾ HOẠCH
Khắc phục các tiêu chí bị trừ điểm Chỉ số CCHC năm 2024 và nâng cao Chỉ số CCHC năm 2025 của Sở Tài chính

Căn cứ Quyết định số 456/QĐ-UBND ngày 10/3/2025 của UBND tỉnh về công bố Chỉ số CCHC năm 2024, Sở Tài chính ban hành Kế hoạch như sau:

I. KẾT QUẢ CHỈ SỐ CCHC NĂM 2024
Năm 2024, Sở Tài chính đạt 86,75/100 điểm, xếp thứ 9/20, giảm 03 bậc so với năm 2023.
Các tiêu chí, tiêu chí thành phần bị trừ điểm:
1. Công tác chỉ đạo điều hành: đạt 9,5/10 điểm, trừ 0,5 điểm do chưa có sáng kiến.
2. Cải cách TTHC: đạt 13/15 điểm, trừ 02 điểm do còn hồ sơ trễ hạn.

II. NHIỆM VỤ KHẮC PHỤC
1. Đối với tiêu chí sáng kiến CCHC
- Nội dung: Phát động mỗi phòng đăng ký ít nhất 01 sáng kiến CCHC.
- Đơn vị thực hiện: Các phòng thuộc Sở; Văn phòng Sở là đơn vị đầu mối.
- Thời hạn: Đăng ký trước 15/4/2025; hoàn thành trước 30/9/2025.
- Sản phẩm: Quyết định công nhận sáng kiến.
2. Đối với tiêu chí giải quyết TTHC đúng hạn
- Nội dung: Rà soát, xử lý dứt điểm hồ sơ trễ hạn; thực hiện xin lỗi bằng văn bản.
- Đơn vị chủ trì: Phòng Quản lý doanh nghiệp, Phòng Đăng ký kinh doanh.
- Đơn vị phối hợp: Bộ phận TN&TKQ.
- Thời hạn: Thường xuyên.

III. TỔ CHỨC THỰC HIỆN
1. Trưởng các phòng, đơn vị chịu trách nhiệm trước Giám đốc Sở về kết quả khắc phục các tiêu chí thuộc lĩnh vực phụ trách.
2. Văn phòng Sở: Theo dõi, đôn đốc; tham mưu báo cáo Sở Nội vụ trước ngày 15 tháng cuối quý; đề xuất khen thưởng, phê bình.
Yêu cầu các phòng, đơn vị nghiêm túc thực hiện./.

Nơi nhận:
- Sở Nội vụ (để b/c);
- Lưu: VT, VP.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC


Ngô Thị Hà
"""

PARTS_AND_CRITERIA = """\
ỦY BAN NHÂN DÂN
HUYỆN SÔNG LAM
-------
Số: 77/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Sông Lam, ngày 05 tháng 3 năm 2024
KẾ HOẠCH
Khắc phục những tồn tại, hạn chế trong công tác cải cách hành chính năm 2023 và giải pháp nâng cao kết quả năm 2024
Phần thứ nhất
TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN
I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH (đạt 8,5/10 điểm, bị trừ 1,5 điểm)
1. Tiêu chí 1.2 “Thực hiện chế độ báo cáo” (trừ 0,5 điểm): Gửi báo cáo quý II chậm 02 ngày.
Nguyên nhân: Phòng Nội vụ chưa chủ động tổng hợp.
Giải pháp khắc phục: Phòng Nội vụ gửi báo cáo đúng thời hạn quy định, hoàn thành trước ngày 10 của tháng cuối quý.
2. Tiêu chí 1.4 “Sáng kiến CCHC” (trừ 1,0 điểm): Chưa có sáng kiến được công nhận.
Nguyên nhân: Chưa quan tâm phát động.
Giải pháp khắc phục: Các phòng, ban đăng ký ít nhất 01 sáng kiến trong Quý II/2024; giao Phòng Nội vụ tổng hợp.
Phần thứ hai
NHIỆM VỤ, GIẢI PHÁP
1. Phòng Nội vụ
1.1. Tham mưu UBND huyện ban hành Kế hoạch kiểm tra CCHC; thời gian: xong trước 31/3/2024;
1.2. Phối hợp Văn phòng HĐND và UBND huyện kiểm tra đột xuất.
2. Văn phòng HĐND và UBND huyện:
- Chịu trách nhiệm về kết quả Chỉ số thành phần “Cải cách TTHC”.
- Đôn đốc giải quyết hồ sơ bảo đảm tỷ lệ đúng hạn đạt 98% trở lên.
3. Phòng Tài chính - Kế hoạch: Bố trí kinh phí thực hiện.
4. UBND các xã, thị trấn
Xây dựng kế hoạch cụ thể, gửi Phòng Nội vụ trước 20/3/2024. Thực hiện chế độ báo cáo định kỳ theo quy định.
Nơi nhận:
- Sở Nội vụ;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Lê Văn Nam
"""

LETTER_WITH_BULLETS = """\
SỞ Y TẾ TÂN GIANG
Số: 1234/SYT-VP
V/v chấn chỉnh công tác tiếp nhận hồ sơ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân Giang, ngày 02 tháng 6 năm 2025
Kính gửi: Các đơn vị trực thuộc
Thực hiện Kế hoạch số 12/KH-UBND ngày 01/3/2025 của UBND tỉnh, Sở Y tế đề nghị Thủ trưởng các đơn vị trực thuộc thực hiện các nội dung sau:
- Rà soát, niêm yết công khai thủ tục hành chính trước ngày 15/6/2025.
- Báo cáo UBND tỉnh kết quả xử lý hồ sơ quá hạn trước ngày 20/6/2025.
- Tổ chức hội nghị đối thoại với người dân do Văn phòng Sở chủ trì; thời gian trong quý III/2025.
Đề nghị các đơn vị nghiêm túc thực hiện./.
Nơi nhận:
- Như trên;
- Lưu: VT.
GIÁM ĐỐC
Nguyễn Văn A
"""
