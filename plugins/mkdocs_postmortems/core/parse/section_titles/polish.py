"""Polish titles of sections."""

from __future__ import annotations

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.section_titles.title_language import TitleLanguage

POLISH = TitleLanguage(
    titles={
        SectionName.SUMMARY: """podsumowanie | streszczenie | opis | przegląd | stało | wydarzyło |
        wprowadzenie | skrót""",
        SectionName.IMPACT: """wpływ | skutki | wpływ użytkowników | wpływ klientów | dotknięci użytkownicy |
        dotknięte usługi | konsekwencje | zakres | skala""",
        SectionName.BACKGROUND: """tło | kontekst | wstęp""",
        SectionName.TIMELINE: """oś czasu | przebieg | przebieg zdarzeń | chronologia | harmonogram |
        kalendarium | historia zdarzeń | przebieg wydarzeń | linia czasu""",
        SectionName.DETECTION: """wykrycie | wykryto | wykrywanie | odkrycie""",
        SectionName.TRIGGER: """wyzwalacz | bezpośrednia przyczyna | czynnik wyzwalający""",
        SectionName.ROOT_CAUSE: """przyczyna | przyczyny | przyczyna źródłowa | główna przyczyna |
        przyczyna główna | przyczyna podstawowa | pierwotna przyczyna | analiza przyczyn | analiza przyczyny |
        dlaczego stało | dlaczego doszło | dlaczego | powód | powody | pięć dlaczego""",
        SectionName.CONTRIBUTING_FACTORS: """czynniki | czynniki przyczyniające | czynniki sprzyjające |
        współprzyczyny | czynniki przyczyniły""",
        SectionName.RESOLUTION: """rozwiązanie | naprawa | przywrócenie | usunięcie | mitygacja | reakcja |
        podjęte działania | działania natychmiastowe | rozwiązano""",
        SectionName.WENT_WELL: """poszło dobrze | dobrze | dobrze poszło | zadziałało | zadziałało dobrze |
        mocne strony | udało""",
        SectionName.WENT_WRONG: """poszło źle | źle | źle poszło | nie zadziałało | nie poszło |
        można poprawić | słabe strony | poprawy | poszło nie tak""",
        SectionName.LUCKY: """gdzie mieliśmy szczęście | mieliśmy szczęście | szczęście""",
        SectionName.LESSONS: """wnioski | wyciągnięte wnioski | lekcje | czego nauczyliśmy | nauczyliśmy | nauka""",
        SectionName.ACTION_ITEMS: """działania | działania naprawcze | działania zapobiegawcze |
        działania następcze | działania korygujące | plan działania | plan działań | następne kroki |
        kolejne kroki | dalsze kroki | dalsze działania | zadania | środki zapobiegawcze | zapobieganie |
        usprawnienia | rekomendacje | zalecenia | zrobienia | planowane działania | lista zadań""",
        SectionName.ATTENDEES: """uczestnicy | osoby zaangażowane | obecni""",
        SectionName.STATS: """statystyki | metryki | liczby""",
        SectionName.REFERENCES: """odnośniki | linki | źródła | zobacz też | powiązane dokumenty |
        więcej informacji""",
    },
    fillers="""i w we z ze na do od o po dla przez przy oraz który która co jak się to jest był była było zostało
    został nasz nasze incydent incydentu awaria awarii zdarzenia problemu szczegółowa szczegółowy
    krótkie""",
)
