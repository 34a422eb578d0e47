"""The pages that `dondoc --help` shows, in both languages."""

from __future__ import annotations

from dondoc.engine.writing.language import Words

HELP = Words(
    vi="""\
Đọc văn bản chỉ đạo thành sổ theo dõi: tồn tại, hạn chế → nguyên nhân → nhiệm vụ.

Cách dùng: dondoc {extract,review,form-check,serve,worker,tick,migrate,createadmin,audit,demo} …

  dondoc extract TỆP… [--format table|json|xlsx|gold|docx|pdf] [-o NƠI_GHI] [--jobs N]
      Đọc từng văn bản và đưa ra sổ nhiệm vụ: chủ trì, phối hợp, thời hạn, chỉ tiêu.
  dondoc review TỆP… [--format table|json] [-o NƠI_GHI] [--jobs N]
      Rà soát chính văn bản: nhiệm vụ không có chủ trì, thời hạn rơi vào ngày nghỉ…
  dondoc form-check TỆP.docx… [--format table|json] [-o NƠI_GHI] [--jobs N]
      Kiểm tra thể thức theo Nghị định 30/2020/NĐ-CP: khổ giấy, lề, phông, cỡ chữ, số, ngày…
  dondoc serve [--host ĐỊA_CHỈ] [--port CỔNG] [--workers N] [--plain-http]
      Mở sổ theo dõi trên trình duyệt, mặc định tại http://127.0.0.1:8000/.
  dondoc worker [--concurrency N]
      Làm các việc nền (đọc văn bản, xuất sổ, nhắc việc) trên máy này.
  dondoc tick
      Ghi việc quá hạn và gửi các tin nhắc việc đến giờ, một lượt; serve và worker tự làm.
  dondoc migrate
      Nâng cấp cơ sở dữ liệu lên bản này.
  dondoc createadmin [--username TÊN] [--full-name HỌ_TÊN]
      Lập tài khoản quản trị hệ thống.
  dondoc audit verify [--known SỐ:MÃ]
      Kiểm tra nhật ký còn nguyên vẹn.
  dondoc demo [--port CỔNG] [--data THƯ_MỤC] [--print]
      Mở một cơ quan mẫu trên trình duyệt; với --print: in sổ đọc từ kế hoạch mẫu.

TỆP là văn bản .docx, .doc, .odt, .rtf, .pdf, .xlsx, .xls, .html, .txt, .md, ảnh quét
.png, .jpg, .tif; thư mục (đọc cả thư mục con); hoặc «-» là đầu vào chuẩn.

  --format   table: bảng cho màn hình (mặc định) · json: toàn bộ, kèm vị trí từng giá trị
             xlsx: sổ theo dõi để làm việc ngay · gold: dạng chú giải để chấm điểm
             docx, pdf: văn bản hành chính theo thể thức Nghị định 30/2020/NĐ-CP
  -o, --output NƠI_GHI
             tệp, hoặc thư mục (có sẵn, hay tên kết thúc bằng «/»): mỗi văn bản một tệp
  -j, --jobs N
             số văn bản đọc cùng lúc; từ 5 tệp trở lên mặc định bằng số bộ xử lý
  --lang vi|en
             ngôn ngữ của tiêu đề và thông báo
  --version, -h, --help

Mã thoát: 0 tốt · 1 có tệp không đọc hoặc không ghi được (các tệp khác vẫn xong), hoặc
không khởi động được · 2 sai cách dùng · 130 bị ngắt bằng Ctrl-C.
""",
    en="""\
Reads a directive into a register: findings → causes → tasks.

Usage: dondoc {extract,review,form-check,serve,worker,tick,migrate,createadmin,audit,demo} …

  dondoc extract FILE… [--format table|json|xlsx|gold|docx|pdf] [-o OUT] [--jobs N]
      Read each document and give the register: lead, cooperating units, deadline, targets.
  dondoc review FILE… [--format table|json] [-o OUT] [--jobs N]
      Look at the directive itself: tasks that nobody leads, deadlines on a rest day…
  dondoc form-check FILE.docx… [--format table|json] [-o OUT] [--jobs N]
      Check the form of Decree 30/2020: paper, margins, fonts, sizes, number, date…
  dondoc serve [--host ADDRESS] [--port PORT] [--workers N] [--plain-http]
      Open the register in the browser, at http://127.0.0.1:8000/ unless told otherwise.
  dondoc worker [--concurrency N]
      Do background work (reading documents, exports, reminders) on this machine.
  dondoc tick
      Note what is late and send the reminders that are due, once; serve and worker do it too.
  dondoc migrate
      Bring the database to this version.
  dondoc createadmin [--username NAME] [--full-name NAME]
      Make an administrator of the system.
  dondoc audit verify [--known N:HASH]
      Check that the log is whole.
  dondoc demo [--port PORT] [--data FOLDER] [--print]
      Open a sample office in the browser; with --print: show the register of the sample plan.

FILE is a document (.docx, .doc, .odt, .rtf, .pdf, .xlsx, .xls, .html, .txt, .md), a scan
(.png, .jpg, .tif), a folder (with the folders in it), or “-” for standard input.

  --format   table: for a terminal (the default) · json: everything, each value with its place
             xlsx: a workbook to work from · gold: the annotations that scores are made with
             docx, pdf: an official document in the form of Decree 30/2020
  -o, --output OUT
             a file, or a folder (it exists, or ends in “/”): one file for each document
  -j, --jobs N
             documents read at once; from 5 files up one for each processor unless given
  --lang vi|en
             the language of headings and messages (Vietnamese unless given)
  --version, -h, --help

Exit codes: 0 well · 1 a file could not be read or written (the others are done), or
nothing could be started · 2 wrong usage · 130 stopped by Ctrl-C.
""",
)
