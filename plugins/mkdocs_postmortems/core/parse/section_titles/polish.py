"""Polish titles of sections."""

from __future__ import annotations

from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.section_titles.title_language import TitleLanguage

POLISH = TitleLanguage(
    titles={
        SectionName.SUMMARY: """podsumowanie | streszczenie | opis | przegląd | stało | wydarzyło |
        wprowadzenie | skrót |  objawy | skrócie""",
        SectionName.IMPACT: """wpływ | skutki | wpływ użytkowników | wpływ klientów | dotknięci użytkownicy |
        dotknięte usługi | konsekwencje | zakres | skala | oddziaływanie | wpływ biznes | szkody | zasięg""",
        SectionName.BACKGROUND: """tło | kontekst | wstęp""",
        SectionName.TIMELINE: """oś czasu | przebieg | przebieg zdarzeń | chronologia | harmonogram |
        kalendarium | historia zdarzeń | przebieg wydarzeń | linia czasu | timeline | sekwencja zdarzeń |
        dziennik zdarzeń | historia | kolejność zdarzeń""",
        SectionName.DETECTION: """wykrycie | wykryto | wykrywanie | odkrycie | sposób wykrycia |
        identyfikacja | dlaczego nie wykryto""",
        SectionName.TRIGGER: """wyzwalacz | bezpośrednia przyczyna | czynnik wyzwalający""",
        SectionName.ROOT_CAUSE: """przyczyna | przyczyny | przyczyna źródłowa | główna przyczyna |
        przyczyna główna | przyczyna podstawowa | pierwotna przyczyna | analiza przyczyn | analiza przyczyny |
        dlaczego stało | dlaczego doszło | dlaczego | powód | powody | pięć dlaczego | przyczyna techniczna |
        analiza techniczna | analiza | diagnoza | źródło | doszło | dlaczego tak stało | 5 dlaczego |
         spowodowało""",
        SectionName.CONTRIBUTING_FACTORS: """czynniki | czynniki przyczyniające | czynniki sprzyjające |
        współprzyczyny | czynniki przyczyniły | czynniki dodatkowe | dodatkowe przyczyny | inne przyczyny |
        czynniki pogarszające | czynniki systemowe | okoliczności sprzyjające | czynniki wpływające""",
        SectionName.RESOLUTION: """rozwiązanie | naprawa | przywrócenie | usunięcie | mitygacja | reakcja |
        podjęte działania | działania natychmiastowe | rozwiązano | obejście | rozwiązanie tymczasowe |
        tymczasowe rozwiązanie | wykonane działania | wprowadzone zmiany | poprawka | poprawki |
        zastosowane rozwiązanie | ograniczenie skutków | działania doraźne""",
        SectionName.WENT_WELL: """poszło dobrze | dobrze | dobrze poszło | zadziałało | zadziałało dobrze |
        mocne strony | udało""",
        SectionName.WENT_WRONG: """poszło źle | źle | źle poszło | nie zadziałało | nie poszło |
        można poprawić | słabe strony | poprawy | poszło nie tak | trudności | braki | luki | obszary poprawy""",
        SectionName.LUCKY: """gdzie mieliśmy szczęście | mieliśmy szczęście | szczęście""",
        SectionName.LESSONS: """wnioski | wyciągnięte wnioski | lekcje | lekcja | czego nauczyliśmy | nauczyliśmy |
        nauka | wnioski przyszłość | lekcje przyszłość | czego dowiedzieliśmy""",
        SectionName.ACTION_ITEMS: """działania | działania naprawcze | działania zapobiegawcze |
        działania następcze | działania korygujące | plan działania | plan działań | następne kroki |
        kolejne kroki | dalsze kroki | dalsze działania | zadania | środki zapobiegawcze | zapobieganie |
        usprawnienia | rekomendacje | zalecenia | zrobienia | planowane działania | lista zadań |
        działania naprawcze zapobiegawcze | środki naprawcze | środki zaradcze | plan naprawczy | plan naprawy |
        plan zapobiegania | rozwiązanie docelowe | rozwiązanie trwałe | trwałe rozwiązanie | dalsze prace |
        prace wykonania | zadania wykonania | otwarte zadania | propozycje usprawnień | proponowane działania |
        zalecane działania | zapobiec | zapobiegać | uniknąć | aby uniknąć | prewencja | profilaktyka |
        zmieniamy | zrobimy | dalej | działania krótkoterminowe | działania długoterminowe | długoterminowe |
        krótkoterminowe | ulepszenia """,
        SectionName.ATTENDEES: """uczestnicy | osoby zaangażowane | obecni""",
        SectionName.STATS: """statystyki | metryki | liczby""",
        SectionName.REFERENCES: """odnośniki | linki | źródła | zobacz też | powiązane dokumenty |
        więcej informacji | załączniki | bibliografia""",
    },
    fillers="""i w we z ze na do od o po dla przez przy oraz który która co jak się to jest był była było zostało
    został nasz nasze incydent incydentu awaria awarii zdarzenia problemu szczegółowa szczegółowy
    krótkie""",
)
