"""What each role lets its holder do, in the words of the people page."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dondoc.web.organisations.models import Role

ROLE_HINTS: dict[str, Promise] = {
    Role.OFFICE: _("đọc văn bản vào, xác nhận, giao và theo dõi mọi nhiệm vụ của đơn vị và các đơn vị ở dưới"),
    Role.OFFICER: _("thấy và làm nhiệm vụ của đơn vị mình"),
    Role.HEAD: _("thấy nhiệm vụ của đơn vị mình và chịu trách nhiệm về đơn vị"),
    Role.DIRECTOR: _("thấy mọi nhiệm vụ, phụ trách kế hoạch, duyệt"),
    Role.APPRAISER: _("thấy nhiệm vụ và minh chứng để thẩm định"),
    Role.VIEWER: _("chỉ xem"),
    Role.ADMINISTRATOR: _("quản trị đơn vị, người và vai trò; không thấy nhiệm vụ"),
}
