from django.urls import path

from recommendations.views import answers, register, writing

app_name = "recommendations"
urlpatterns = [
    path("register/", register.register, name="register"),
    path("register/csv/", register.register_csv, name="register_csv"),
    path("register/xlsx/", register.register_xlsx, name="register_xlsx"),
    path("register/<uuid:uuid>/", register.entry, name="entry"),
    path("register/<uuid:uuid>/assign/", register.entry_assign, name="entry_assign"),
    path("register/<uuid:uuid>/status/", register.entry_status, name="entry_status"),
    path(
        "causes-of-concern/<uuid:uuid>/recommendations/",
        writing.recommendations,
        name="recommendations",
    ),
    path(
        "causes-of-concern/<uuid:uuid>/recommendations/add/",
        writing.recommendation_add,
        name="recommendation_add",
    ),
    path(
        "recommendations/<uuid:uuid>/revise/",
        writing.recommendation_revise,
        name="recommendation_revise",
    ),
    path(
        "recommendations/<uuid:uuid>/move/",
        writing.recommendation_move,
        name="recommendation_move",
    ),
    path(
        "recommendations/<uuid:uuid>/delete/",
        writing.recommendation_delete,
        name="recommendation_delete",
    ),
    path("answers/", answers.answers, name="answers"),
    path("answers/<uuid:uuid>/", answers.answer, name="answer"),
    path("answers/<uuid:uuid>/invite/", answers.answer_invite, name="answer_invite"),
    path("answers/<uuid:uuid>/write/", answers.answer_write, name="answer_write"),
    path("answers/<uuid:uuid>/publish/", answers.answer_publish, name="answer_publish"),
]
