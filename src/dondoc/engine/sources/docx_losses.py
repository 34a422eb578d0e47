"""Turns the counts of what a Word document holds beside its text into notes for a person."""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.engine.sources.source import Note


@dataclass(slots=True)
class LossBuilder:
    """Counts, while a document is read, what was left out or settled."""

    insertions: int = 0
    deletions: int = 0
    comments: int = 0
    hidden: int = 0
    contents: int = 0
    images: int = 0
    objects: int = 0
    chunks: int = 0
    footnotes: int = 0
    macros: bool = False
    cut_deep: bool = False

    def notes(self) -> list[Note]:
        """Return one note for each kind of loss, in a fixed order."""
        told = [
            (self.insertions + self.deletions, self._tracked),
            (self.comments, self._comments),
            (self.hidden, self._hidden),
            (self.footnotes, self._footnotes),
            (self.contents, self._contents),
            (self.images, self._images),
            (self.objects, self._objects),
            (self.chunks, self._chunks),
            (self.macros, self._macros),
            (self.cut_deep, self._cut_deep),
        ]
        return [tell() for happened, tell in told if happened]

    def _tracked(self) -> Note:
        return Note(
            "docx.tracked-changes",
            f"Văn bản còn sửa đổi chưa duyệt (Track Changes): {self.insertions} chỗ thêm đã đọc, {self.deletions} chỗ xóa đã bỏ. "
            "Hãy chấp nhận hoặc từ chối các sửa đổi rồi nạp bản sạch.",
            f"The document still has tracked changes: {self.insertions} insertions were read, {self.deletions} deletions left out. "
            "Accept or reject them and give the clean text.",
        )

    def _comments(self) -> Note:
        return Note(
            "docx.comments",
            f"{self.comments} ghi chú (comment) bên lề không được đọc.",
            f"{self.comments} comments in the margin were not read.",
        )

    def _hidden(self) -> Note:
        return Note(
            "docx.hidden-text",
            f"{self.hidden} đoạn chữ ẩn (Hidden) không được đọc.",
            f"{self.hidden} pieces of hidden text were not read.",
        )

    def _footnotes(self) -> Note:
        return Note(
            "docx.footnotes",
            f"{self.footnotes} chú thích chân trang được đặt ở cuối văn bản, đánh dấu [1], [2]… như tại chỗ viện dẫn.",
            f"{self.footnotes} footnotes were put at the end, under the marks [1], [2]… that stand where they are referred to.",
        )

    def _contents(self) -> Note:
        return Note(
            "docx.contents",
            f"Mục lục tự động ({self.contents} dòng) không được đọc vì lặp lại các đề mục.",
            f"The generated table of contents ({self.contents} lines) was not read, since it repeats the headings.",
        )

    def _images(self) -> Note:
        return Note(
            "docx.images",
            f"Có {self.images} hình ảnh không đọc được chữ. Nếu là trang quét, hãy nạp chính bản quét (PDF, PNG, JPEG, TIFF).",
            f"{self.images} images whose words were not read. If they are scanned pages, give the scan itself (PDF, PNG, JPEG, TIFF).",
        )

    def _objects(self) -> Note:
        return Note(
            "docx.objects",
            f"Có {self.objects} đối tượng nhúng (Excel, công thức, biểu đồ…) không đọc được. Hãy nạp riêng nếu có nội dung cần giao.",
            f"{self.objects} embedded objects (Excel, equations, charts…) were not read. Give them separately if they assign work.",
        )

    def _chunks(self) -> Note:
        return Note(
            "docx.embedded-document",
            f"Có {self.chunks} văn bản nhúng nguyên khối (altChunk) không đọc được. Hãy mở bằng Word, lưu lại thành .docx rồi nạp.",
            f"{self.chunks} documents embedded whole (altChunk) were not read. Open the file in Word, save it as .docx and give that.",
        )

    def _macros(self) -> Note:
        return Note(
            "docx.macros",
            "Tệp có macro; macro không được chạy và không được đọc.",
            "The file holds macros; they were neither run nor read.",
        )

    def _cut_deep(self) -> Note:
        return Note(
            "docx.nesting",
            "Bảng hoặc khung lồng nhau quá sâu; phần bên trong chỉ giữ lại chữ.",
            "Tables or boxes are nested too deep; of the innermost only the words were kept.",
        )
