"""What Django applications do, one view for each, in one file."""
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import path

settings.configure(
    SECRET_KEY="for tests", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__,
    SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
    MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.common.CommonMiddleware"])


def item(request, number):
    return JsonResponse({"number": number})


def name(request, name):
    return HttpResponse(name)


def form(request):
    return JsonResponse(request.POST.dict())


def upload(request):
    file = request.FILES["file"]
    return HttpResponse(f"{file.name} {file.content_type} {file.size}")


def raw(request):
    return HttpResponse(len(request.body))


def count(request):
    request.session["count"] = request.session.get("count", 0) + 1
    return HttpResponse(request.session["count"])


def cookie(request):
    response = HttpResponse(request.COOKIES.get("taste", "none"))
    response.set_cookie("taste", "mint", httponly=True)
    return response


def stream(request):
    return StreamingHttpResponse((f"{n}\n" for n in range(3)), content_type="text/plain")


def go(request):
    return redirect("item", number=7)


def gone(request):
    return HttpResponse("gone", status=410)


def nothing(request):
    return HttpResponse(status=204)


def boom(request):
    return HttpResponse(1 / 0)


urlpatterns = [
    path("items/<int:number>", item, name="item"), path("名/<name>", name), path("form", form), path("upload", upload),
    path("raw", raw), path("count", count), path("cookie", cookie), path("stream", stream), path("go", go),
    path("gone", gone), path("nothing", nothing), path("boom", boom),
]
app = get_wsgi_application()
