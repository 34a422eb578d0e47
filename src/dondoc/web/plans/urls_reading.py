"""Addresses of documents: reading in, publishing, amending, and plans written here."""

from __future__ import annotations

from django.urls import path

from dondoc.web.plans.views import amending, documents, publishing

urlpatterns = [
    path("van-ban/", documents.documents, name="documents"),
    path("van-ban/nap/", documents.upload, name="upload"),
    path("van-ban/<int:pk>/", documents.document, name="document"),
    path("van-ban/<int:pk>/tien-do/", documents.progress, name="progress"),
    path("van-ban/<int:pk>/doc-lai/", documents.read_again, name="reread"),
    path("van-ban/<int:pk>/tai-ve/", documents.download, name="download"),
    path("van-ban/<int:pk>/trang/<int:page>.png", documents.page_image, name="page_image"),
    path("ke-hoach/soan/", publishing.writing, name="new"),
    path("ke-hoach/<int:pk>/dua-vao-so/", publishing.publishing, name="publish"),
    path("ke-hoach/<int:pk>/sua-doi/", amending.amendment, name="amendment"),
    path("ke-hoach/<int:pk>/sua-doi/chon/", amending.amends, name="amends"),
    path("ke-hoach/<int:pk>/chep/", publishing.copying, name="copy"),
    path("ke-hoach/<int:pk>/bo/", publishing.discarding, name="discard"),
]
