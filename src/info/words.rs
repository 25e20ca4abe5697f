//! The few words that both outputs add to the author's, by language: one row each.

use super::Lang;

/// A word, or a few. `{}` in it stands for what is filled in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Word {
    /// Before translators.
    Translated,
    /// Before editors.
    Edited,
    /// Before illustrators.
    Illustrated,
    /// Before the source of the text.
    Source,
    /// The heading of the contents.
    Contents,
    /// The name of the landmarks.
    Landmarks,
    /// The cover page.
    Cover,
    /// The title page.
    TitlePage,
    /// The imprint page.
    Imprint,
    /// Where the text begins.
    Beginning,
    /// The notes of an article.
    Notes,
    /// The way back from a note.
    Back,
    /// The editor's notes of an article.
    EditorsNotes,
    /// An editor's note, by its mark.
    EditorsNote,
    /// The way back from an editor's note.
    BackToEditors,
    /// Before the licence.
    Licence,
    /// Of the ISBN of the printed book.
    Print,
    /// Of the ISBN of the e-book.
    Ebook,
    /// What is said about accessibility.
    Summary,
    /// What is added when every picture is described.
    Described,
    /// The heading of the index.
    Index,
    /// Before the entry of the index that stands for another.
    See,
    /// Before an entry of the index to look at besides.
    SeeAlso,
    /// A page of the printed book, by its number.
    Page,
    /// The list of those pages.
    Pages,
}

/// The columns of the table.
const LANGUAGES: [&str; 8] = ["en", "fr", "de", "es", "it", "pt", "ru", "el"];

/// A language's column, where it is known.
pub(super) fn speaks(lang: &Lang) -> Option<usize> {
    let primary = lang.primary();
    LANGUAGES.iter().position(|known| *known == primary)
}

/// A language's column; that of English where it is not known.
pub(crate) fn column(lang: &Lang) -> usize {
    speaks(lang).unwrap_or(0)
}

impl Word {
    /// The language that words stand in for another: English where that is not known.
    pub fn language(lang: &Lang) -> Option<Lang> {
        if Word::speaks(lang) { None } else { Lang::parse(LANGUAGES[0]) }
    }

    /// Whether words are known in a language.
    pub fn speaks(lang: &Lang) -> bool {
        speaks(lang).is_some()
    }

    /// The word in a language; in English where that is not known.
    pub fn in_language(self, lang: &Lang) -> &'static str {
        self.row()[column(lang)]
    }

    fn row(self) -> [&'static str; 8] {
        match self {
            Word::Translated => [
                "Translated by {}",
                "Traduit par {}",
                "Übersetzt von {}",
                "Traducción de {}",
                "Traduzione di {}",
                "Tradução de {}",
                "Перевод: {}",
                "Μετάφραση: {}",
            ],
            Word::Edited => [
                "Edited by {}",
                "Édition établie par {}",
                "Herausgegeben von {}",
                "Edición de {}",
                "A cura di {}",
                "Organização de {}",
                "Редакция: {}",
                "Επιμέλεια: {}",
            ],
            Word::Illustrated => [
                "Illustrated by {}",
                "Illustré par {}",
                "Illustriert von {}",
                "Ilustraciones de {}",
                "Illustrazioni di {}",
                "Ilustrações de {}",
                "Иллюстрации: {}",
                "Εικονογράφηση: {}",
            ],
            Word::Source => [
                "Source: {}",
                "Source\u{a0}: {}",
                "Quelle: {}",
                "Fuente: {}",
                "Fonte: {}",
                "Fonte: {}",
                "Источник: {}",
                "Πηγή: {}",
            ],
            Word::Contents => [
                "Contents",
                "Sommaire",
                "Inhalt",
                "Índice",
                "Indice",
                "Índice",
                "Содержание",
                "Περιεχόμενα",
            ],
            Word::Landmarks => [
                "Guide",
                "Repères",
                "Wegweiser",
                "Guía",
                "Guida",
                "Guia",
                "Навигация",
                "Πλοήγηση",
            ],
            Word::Cover => [
                "Cover",
                "Couverture",
                "Umschlag",
                "Cubierta",
                "Copertina",
                "Capa",
                "Обложка",
                "Εξώφυλλο",
            ],
            Word::TitlePage => [
                "Title page",
                "Page de titre",
                "Titelseite",
                "Portada",
                "Frontespizio",
                "Folha de rosto",
                "Титульный лист",
                "Σελίδα τίτλου",
            ],
            Word::Imprint => [
                "Imprint",
                "Mentions légales",
                "Impressum",
                "Página legal",
                "Colophon",
                "Ficha técnica",
                "Выходные данные",
                "Στοιχεία έκδοσης",
            ],
            Word::Beginning => [
                "Beginning",
                "Début",
                "Anfang",
                "Comienzo",
                "Inizio",
                "Início",
                "Начало",
                "Αρχή",
            ],
            Word::Notes => [
                "Notes",
                "Notes",
                "Anmerkungen",
                "Notas",
                "Note",
                "Notas",
                "Примечания",
                "Σημειώσεις",
            ],
            Word::Back => [
                "Back to note {}",
                "Retour à la note {}",
                "Zurück zu Anmerkung {}",
                "Volver a la nota {}",
                "Torna alla nota {}",
                "Voltar à nota {}",
                "Назад к примечанию {}",
                "Επιστροφή στη σημείωση {}",
            ],
            Word::EditorsNotes => [
                "Editor’s notes",
                "Notes de l’éditeur",
                "Herausgeberanmerkungen",
                "Notas del editor",
                "Note del curatore",
                "Notas do editor",
                "Примечания редактора",
                "Σημειώσεις του επιμελητή",
            ],
            Word::EditorsNote => [
                "Editor’s note {}",
                "Note de l’éditeur {}",
                "Herausgeberanmerkung {}",
                "Nota del editor {}",
                "Nota del curatore {}",
                "Nota do editor {}",
                "Примечание редактора {}",
                "Σημείωση του επιμελητή {}",
            ],
            Word::BackToEditors => [
                "Back to editor’s note {}",
                "Retour à la note de l’éditeur {}",
                "Zurück zu Herausgeberanmerkung {}",
                "Volver a la nota del editor {}",
                "Torna alla nota del curatore {}",
                "Voltar à nota do editor {}",
                "Назад к примечанию редактора {}",
                "Επιστροφή στη σημείωση του επιμελητή {}",
            ],
            Word::Licence => [
                "Licence: {}",
                "Licence\u{a0}: {}",
                "Lizenz: {}",
                "Licencia: {}",
                "Licenza: {}",
                "Licença: {}",
                "Лицензия: {}",
                "Άδεια: {}",
            ],
            Word::Print => [
                "print",
                "imprimé",
                "Druck",
                "impreso",
                "stampa",
                "impresso",
                "печать",
                "έντυπο",
            ],
            Word::Ebook => [
                "e-book",
                "livre numérique",
                "E-Book",
                "libro electrónico",
                "libro elettronico",
                "livro digital",
                "электронная книга",
                "ηλεκτρονικό βιβλίο",
            ],
            Word::Summary => [
                "The text reflows and adapts to the reader’s settings; contents and headings lead to every article.",
                "Le texte s’adapte aux réglages du lecteur\u{202f}; la table des matières et les intertitres mènent à chaque article.",
                "Der Text passt sich den Einstellungen der Lesenden an; Inhaltsverzeichnis und Überschriften führen zu jedem Artikel.",
                "El texto se adapta a los ajustes del lector; el índice y los títulos llevan a cada artículo.",
                "Il testo si adatta alle impostazioni di chi legge; l’indice e i titoli portano a ogni articolo.",
                "O texto adapta-se aos ajustes do leitor; o índice e os títulos levam a cada artigo.",
                "Текст подстраивается под настройки читателя; содержание и заголовки ведут к каждой статье.",
                "Το κείμενο προσαρμόζεται στις ρυθμίσεις της ανάγνωσης· τα περιεχόμενα και οι τίτλοι οδηγούν σε κάθε άρθρο.",
            ],
            Word::Index => [
                "Index",
                "Index",
                "Register",
                "Índice alfabético",
                "Indice analitico",
                "Índice remissivo",
                "Указатель",
                "Ευρετήριο",
            ],
            Word::See => ["see", "voir", "siehe", "véase", "vedi", "ver", "см.", "βλ."],
            Word::SeeAlso => [
                "see also",
                "voir aussi",
                "siehe auch",
                "véase también",
                "vedi anche",
                "ver também",
                "см. также",
                "βλ. επίσης",
            ],
            Word::Page => [
                "Page {}",
                "Page {}",
                "Seite {}",
                "Página {}",
                "Pagina {}",
                "Página {}",
                "Страница {}",
                "Σελίδα {}",
            ],
            Word::Pages => [
                "Pages of the printed book",
                "Pages du livre imprimé",
                "Seiten des gedruckten Buches",
                "Páginas del libro impreso",
                "Pagine del libro stampato",
                "Páginas do livro impresso",
                "Страницы печатного издания",
                "Σελίδες του έντυπου βιβλίου",
            ],
            Word::Described => [
                "All pictures are described.",
                "Toutes les images sont décrites.",
                "Alle Bilder sind beschrieben.",
                "Todas las imágenes están descritas.",
                "Tutte le immagini sono descritte.",
                "Todas as imagens estão descritas.",
                "Все изображения описаны.",
                "Όλες οι εικόνες έχουν περιγραφή.",
            ],
        }
    }
}
