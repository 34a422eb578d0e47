"""Draws every form field in the frame's own markup: label, control, help and error in that order."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Uses the field template of this app."""

    field_template_name = "ui/field.html"
