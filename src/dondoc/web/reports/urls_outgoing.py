"""Turns an address under /van-ban-di/ into the page that answers it."""

from __future__ import annotations

from django.urls import path

from dondoc.web.reports.views.outgoing import document, files, houses, letters, register, signing, steps

urlpatterns = [
    path("", register.register, name="outgoing"),
    path("xuat/", register.export, name="export_outgoing"),
    path("lap/<int:pk>/", letters.begin_letter, name="begin_letter"),
    path("don-doc/", letters.urging_letter, name="urging_letter"),
    path("the-thuc/", houses.houses, name="houses"),
    path("the-thuc/<int:pk>/", houses.house, name="house"),
    path("the-thuc/<int:pk>/noi-so/", houses.continue_numbers, name="continue_numbers"),
    path("<int:pk>/", document.out, name="out"),
    path("<int:pk>/sua/", document.edit_out, name="edit_out"),
    path("<int:pk>/nguoi-ky/", document.out_signer, name="out_signer"),
    path("<int:pk>/trinh-ky/", steps.propose_out, name="propose_out"),
    path("<int:pk>/tra-lai/", steps.send_out_back, name="send_out_back"),
    path("<int:pk>/cap-so/", steps.number_out, name="number_out"),
    path("<int:pk>/bo/", steps.discard_out, name="discard_out"),
    path("<int:pk>/tao-tep/", files.write_out, name="write_out"),
    path("<int:pk>/tien-do/", files.writing, name="out_writing"),
    path("<int:pk>/tep/<str:ending>/", files.file, name="out_file"),
    path("<int:pk>/ban-ky/", signing.signed, name="out_signed"),
    path("<int:pk>/ban-ky/quyet-dinh/", signing.decide, name="decide_out"),
]
