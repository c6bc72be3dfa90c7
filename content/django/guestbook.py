"""A guestbook: a whole Django project in one file (3.2 or later). Run: migrate, then runserver."""
import os, secrets, sys, tempfile
from pathlib import Path
import django
from django import forms
from django.apps import AppConfig
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import models, transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

class GuestbookConfig(AppConfig):    # apps.py
    name, label = __name__, "guestbook"

settings.configure(                  # settings.py
    DEBUG=os.environ.get("DEBUG") == "1",
    SECRET_KEY=os.environ.get("SECRET_KEY") or secrets.token_urlsafe(50),
    ALLOWED_HOSTS=["localhost", "127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[
        "django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes",
        "django.contrib.sessions", "django.contrib.messages", "django.contrib.staticfiles",
        f"{__name__}.GuestbookConfig",
    ],
    # excerpt: middleware-list
    MIDDLEWARE=[
        f"{__name__}.served_by",
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    # end: middleware-list
    TEMPLATES=[{
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).resolve().parent / "templates"], "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request",
            "django.contrib.auth.context_processors.auth",
            "django.contrib.messages.context_processors.messages"]},
    }],
    DATABASES={"default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("GUESTBOOK_DB", f"{tempfile.gettempdir()}/guestbook.sqlite3"),
    }},
    MIGRATION_MODULES={"guestbook": "migrations"}, DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    STATIC_URL="static/", USE_TZ=True)    # below wherever the project is mounted
django.setup()                       # from here on, models can be defined
from django.contrib import admin     # noqa: E402

# excerpt: middleware
def served_by(get_response):         # called once, when the server starts
    def middleware(request):         # called for every request
        response = get_response(request)    # the rest of the onion, the view in its middle
        response["X-Served-By"] = "guestbook"
        return response
    return middleware
# end: middleware

# excerpt: models
class Guest(models.Model):           # models.py
    name = models.CharField(max_length=40, unique=True)
    def __str__(self):
        return self.name

class EntryQuerySet(models.QuerySet):
    def newest(self):
        return self.select_related("guest").order_by("-id")

class Entry(models.Model):
    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="entries")
    text = models.CharField(max_length=200)
    written = models.DateTimeField(auto_now_add=True)
    objects = EntryQuerySet.as_manager()

    @classmethod
    @transaction.atomic              # both rows or neither
    def sign(cls, name, text):
        guest, _ = Guest.objects.get_or_create(name=name)
        return cls.objects.create(guest=guest, text=text)
# end: models

# excerpt: form
class EntryForm(forms.Form):         # forms.py
    name = forms.CharField(max_length=40)
    text = forms.CharField(max_length=200, widget=forms.Textarea(attrs={"cols": 24}))

    def clean_text(self):            # a rule of our own, for this one field
        text = self.cleaned_data["text"]
        if "://" in text:
            raise forms.ValidationError("No links, please.")
        return text
# end: form

# excerpt: view
class SeeOther(HttpResponseRedirect):
    status_code = 303                # Django's own is 302

@require_http_methods(["GET", "HEAD", "POST"])    # anything else: 405 with Allow
def guestbook(request):              # views.py
    form = EntryForm(request.POST if request.method == "POST" else None,
                     initial={"name": request.session.get("name", "")})
    if request.method == "POST" and form.is_valid():
        Entry.sign(**form.cleaned_data)
        request.session["name"] = form.cleaned_data["name"]
        return SeeOther(reverse("guestbook"))
    return render(request, "guestbook.html", {"form": form, "entries": Entry.objects.newest()[:50]})

def guest(request, pk):
    found = get_object_or_404(Guest, pk=pk)
    return render(request, "guestbook.html", {"entries": found.entries.newest()})
# end: view

# excerpt: admin
@admin.register(Entry)               # admin.py
class EntryAdmin(admin.ModelAdmin):
    list_display = ("written", "guest", "text")
    list_select_related = ("guest",)
# end: admin

# excerpt: urls
urlpatterns = [                      # urls.py: tried from the first to the last
    path("", guestbook, name="guestbook"),
    path("guests/<int:pk>/", guest, name="guest"),
    path("admin/", admin.site.urls),
]
# end: urls

# excerpt: wsgi
application = get_wsgi_application()    # wsgi.py: what gunicorn calls

if __name__ == "__main__":              # manage.py
    from django.core.management import execute_from_command_line
    execute_from_command_line(sys.argv)
# end: wsgi
