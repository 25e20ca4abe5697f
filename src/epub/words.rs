//! The few words that an e-book adds to the author's, by language.

use crate::info::Lang;

/// The words of one language. `{}` stands for what is filled in.
pub(super) struct Words {
    /// The heading of the contents.
    pub contents: &'static str,
    /// The name of the landmarks.
    pub landmarks: &'static str,
    /// The cover page.
    pub cover: &'static str,
    /// The title page.
    pub title_page: &'static str,
    /// The imprint page.
    pub imprint: &'static str,
    /// Where the text begins.
    pub beginning: &'static str,
    /// The notes of an article.
    pub notes: &'static str,
    /// The way back from a note.
    pub back: &'static str,
    /// Before the licence.
    pub licence: &'static str,
    /// Of the ISBN of the printed book.
    pub print: &'static str,
    /// Of the ISBN of the e-book.
    pub ebook: &'static str,
    /// What is said about accessibility.
    pub summary: &'static str,
    /// What is added when every picture is described.
    pub described: &'static str,
}

/// The words of a language; English where it is not known.
pub(super) fn words(lang: &Lang) -> &'static Words {
    match lang.primary().as_str() {
        "fr" => &FRENCH,
        "de" => &GERMAN,
        "es" => &SPANISH,
        "it" => &ITALIAN,
        "pt" => &PORTUGUESE,
        "ru" => &RUSSIAN,
        _ => &ENGLISH,
    }
}

static ENGLISH: Words = Words {
    contents: "Contents",
    landmarks: "Guide",
    cover: "Cover",
    title_page: "Title page",
    imprint: "Imprint",
    beginning: "Beginning",
    notes: "Notes",
    back: "Back to note {}",
    licence: "Licence: {}",
    print: "print",
    ebook: "e-book",
    summary: "The text reflows and adapts to the reader’s settings; contents and \
              headings lead to every article.",
    described: "All pictures are described.",
};

static FRENCH: Words = Words {
    contents: "Table des matières",
    landmarks: "Repères",
    cover: "Couverture",
    title_page: "Page de titre",
    imprint: "Mentions légales",
    beginning: "Début",
    notes: "Notes",
    back: "Retour à la note {}",
    licence: "Licence\u{a0}: {}",
    print: "imprimé",
    ebook: "livre numérique",
    summary: "Le texte s’adapte aux réglages du lecteur\u{202f}; la table des matières et \
              les intertitres mènent à chaque article.",
    described: "Toutes les images sont décrites.",
};

static GERMAN: Words = Words {
    contents: "Inhalt",
    landmarks: "Wegweiser",
    cover: "Umschlag",
    title_page: "Titelseite",
    imprint: "Impressum",
    beginning: "Anfang",
    notes: "Anmerkungen",
    back: "Zurück zu Anmerkung {}",
    licence: "Lizenz: {}",
    print: "Druck",
    ebook: "E-Book",
    summary: "Der Text passt sich den Einstellungen der Lesenden an; Inhaltsverzeichnis \
              und Überschriften führen zu jedem Artikel.",
    described: "Alle Bilder sind beschrieben.",
};

static SPANISH: Words = Words {
    contents: "Índice",
    landmarks: "Guía",
    cover: "Cubierta",
    title_page: "Portada",
    imprint: "Página legal",
    beginning: "Comienzo",
    notes: "Notas",
    back: "Volver a la nota {}",
    licence: "Licencia: {}",
    print: "impreso",
    ebook: "libro electrónico",
    summary: "El texto se adapta a los ajustes del lector; el índice y los títulos llevan \
              a cada artículo.",
    described: "Todas las imágenes están descritas.",
};

static ITALIAN: Words = Words {
    contents: "Indice",
    landmarks: "Guida",
    cover: "Copertina",
    title_page: "Frontespizio",
    imprint: "Colophon",
    beginning: "Inizio",
    notes: "Note",
    back: "Torna alla nota {}",
    licence: "Licenza: {}",
    print: "stampa",
    ebook: "libro elettronico",
    summary: "Il testo si adatta alle impostazioni di chi legge; l’indice e i titoli \
              portano a ogni articolo.",
    described: "Tutte le immagini sono descritte.",
};

static PORTUGUESE: Words = Words {
    contents: "Índice",
    landmarks: "Guia",
    cover: "Capa",
    title_page: "Folha de rosto",
    imprint: "Ficha técnica",
    beginning: "Início",
    notes: "Notas",
    back: "Voltar à nota {}",
    licence: "Licença: {}",
    print: "impresso",
    ebook: "livro eletrónico",
    summary: "O texto adapta-se às definições do leitor; o índice e os títulos levam a \
              cada artigo.",
    described: "Todas as imagens estão descritas.",
};

static RUSSIAN: Words = Words {
    contents: "Содержание",
    landmarks: "Навигация",
    cover: "Обложка",
    title_page: "Титульный лист",
    imprint: "Выходные данные",
    beginning: "Начало",
    notes: "Примечания",
    back: "Назад к примечанию {}",
    licence: "Лицензия: {}",
    print: "печать",
    ebook: "электронная книга",
    summary: "Текст подстраивается под настройки читателя; содержание и заголовки ведут \
              к каждой статье.",
    described: "Все изображения описаны.",
};

/// What an article of the front or back matter is, by the first word of its title: the
/// type in the EPUB vocabulary; its ARIA role is the same with `doc-` before it.
pub(super) fn matter(title: &str) -> Option<&'static str> {
    const TABLE: [(&str, &[&str]); 12] = [
        (
            "preface",
            &["preface", "préface", "prefacio", "prefazione", "prefácio", "предисловие"],
        ),
        (
            "foreword",
            &["foreword", "avant-propos", "vorwort", "geleitwort", "prólogo", "premessa"],
        ),
        (
            "introduction",
            &[
                "introduction",
                "einleitung",
                "introducción",
                "introduzione",
                "introdução",
                "введение",
            ],
        ),
        ("prologue", &["prologue", "prolog", "prologo", "пролог"]),
        ("epilogue", &["epilogue", "épilogue", "epilog", "epílogo", "epilogo", "эпилог"]),
        (
            "afterword",
            &[
                "afterword",
                "postface",
                "nachwort",
                "posfacio",
                "postfazione",
                "posfácio",
                "послесловие",
            ],
        ),
        (
            "acknowledgments",
            &[
                "acknowledgments",
                "acknowledgements",
                "remerciements",
                "danksagung",
                "agradecimientos",
                "ringraziamenti",
                "agradecimentos",
                "благодарности",
            ],
        ),
        (
            "bibliography",
            &[
                "bibliography",
                "bibliographie",
                "bibliografía",
                "bibliografia",
                "библиография",
            ],
        ),
        (
            "glossary",
            &[
                "glossary",
                "glossaire",
                "glossar",
                "glosario",
                "glossario",
                "glossário",
                "глоссарий",
            ],
        ),
        (
            "conclusion",
            &[
                "conclusion",
                "schluss",
                "conclusión",
                "conclusione",
                "conclusão",
                "заключение",
            ],
        ),
        (
            "dedication",
            &[
                "dedication",
                "dédicace",
                "widmung",
                "dedicatoria",
                "dedica",
                "dedicatória",
                "посвящение",
            ],
        ),
        ("colophon", &["colophon", "kolophon", "colofón", "colofão"]),
    ];
    let first = title.split([' ', '\u{a0}', ':', ',']).next()?.to_lowercase();
    TABLE.iter().find(|(_, words)| words.contains(&&*first)).map(|(kind, _)| *kind)
}
