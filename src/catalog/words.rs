//! The words of the catalogue itself, by language: one row each.

use crate::info::{Lang, column};

/// A word, or a few. `{}` in it stands for what is filled in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Word {
    /// The latest books.
    New,
    /// All books.
    Titles,
    /// By section.
    Sections,
    /// By author.
    Authors,
    /// By language.
    Languages,
    /// By series.
    Series,
    /// What has no section, where others have.
    Others,
    /// The button that shows the files.
    Download,
    /// The e-book, for most.
    MostReaders,
    /// The e-book for Kobo.
    Kobo,
    /// The e-book for Kindle.
    Kindle,
    /// The e-book for old readers.
    OldReaders,
    /// The page.
    Browser,
    /// The PDF.
    Screen,
    /// The booklet.
    Booklet,
    /// Its fronts.
    Fronts,
    /// Its backs.
    Backs,
    /// The beginning of the text.
    Sample,
    /// What is known about a book.
    About,
    /// So many pages.
    Pages,
    /// Before the language.
    Language,
    /// Before the publisher.
    Publisher,
    /// Before the date.
    Published,
    /// Before the rights.
    Rights,
    /// Before the licence.
    Licence,
    /// Before the subjects.
    Subjects,
    /// The field to search in.
    Search,
    /// How much is found.
    Found,
    /// When nothing is found.
    NothingFound,
    /// A link to another place.
    Elsewhere,
    /// What has no file yet.
    Announced,
    /// In the place of a list of files for e-readers.
    NoneToTake,
    /// How books come onto a device.
    Devices,
    /// The short address, for browsers of e-readers.
    ShortAddress,
    /// The address for programs.
    ForPrograms,
    /// The feed of news.
    News,
    /// Back to the list.
    Back,
    /// The list as a leaflet.
    Leaflet,
    /// The heading of the list at the end of a book.
    AlsoPublished,
    /// What a QR code is for.
    OnAPhone,
}

impl Word {
    /// The word in a language; in English where that is not known.
    pub fn in_language(self, lang: &Lang) -> &'static str {
        self.row()[column(lang)]
    }

    /// In the order of the columns: English, French, German, Spanish, Italian, Portuguese, Russian,
    /// Greek.
    #[rustfmt::skip]
    fn row(self) -> [&'static str; 8] {
        match self {
            Word::New => ["New", "Nouveautés", "Neu", "Novedades", "Novità", "Novidades", "Новинки", "Νέα"],
            Word::Titles => ["All titles", "Tous les titres", "Alle Titel", "Todos los títulos", "Tutti i titoli", "Todos os títulos", "Все издания", "Όλοι οι τίτλοι"],
            Word::Sections => ["By section", "Par rubrique", "Nach Rubriken", "Por secciones", "Per sezione", "Por seção", "По разделам", "Ανά ενότητα"],
            Word::Authors => ["By author", "Par auteur", "Nach Autoren", "Por autores", "Per autore", "Por autor", "По авторам", "Ανά συγγραφέα"],
            Word::Languages => ["By language", "Par langue", "Nach Sprachen", "Por idiomas", "Per lingua", "Por idioma", "По языкам", "Ανά γλώσσα"],
            Word::Series => ["By series", "Par collection", "Nach Reihen", "Por colecciones", "Per collana", "Por coleção", "По сериям", "Ανά σειρά"],
            Word::Others => ["More", "Autres titres", "Weiteres", "Otros títulos", "Altri titoli", "Outros títulos", "Прочее", "Άλλα"],
            Word::Download => ["Download", "Télécharger", "Herunterladen", "Descargar", "Scarica", "Baixar", "Скачать", "Λήψη"],
            Word::MostReaders => ["For most e-readers, phones and tablets", "Pour la plupart des liseuses, téléphones et tablettes", "Für die meisten E-Reader, Telefone und Tablets", "Para la mayoría de lectores electrónicos, móviles y tabletas", "Per quasi tutti gli e-reader, telefoni e tablet", "Para a maioria dos leitores digitais, celulares e tablets", "Для большинства читалок, телефонов и планшетов", "Για τους περισσότερους αναγνώστες, κινητά και τάμπλετ"],
            Word::Kobo => ["For Kobo, copied by USB", "Pour Kobo, par câble USB", "Für Kobo, über USB kopiert", "Para Kobo, por cable USB", "Per Kobo, via cavo USB", "Para Kobo, por cabo USB", "Для Kobo, по USB", "Για Kobo, μέσω USB"],
            Word::Kindle => ["For Kindle, by “Send to Kindle”", "Pour Kindle, par « Envoyer au Kindle »", "Für Kindle, über „Send to Kindle“", "Para Kindle, con «Enviar a Kindle»", "Per Kindle, con «Invia a Kindle»", "Para Kindle, com “Enviar para Kindle”", "Для Kindle, через «Send to Kindle»", "Για Kindle, με το «Send to Kindle»"],
            Word::OldReaders => ["For e-readers of ten and more years", "Pour les liseuses de plus de dix ans", "Für E-Reader, die zehn Jahre und älter sind", "Para lectores electrónicos de más de diez años", "Per e-reader di oltre dieci anni", "Para leitores digitais com mais de dez anos", "Для читалок старше десяти лет", "Για αναγνώστες άνω των δέκα ετών"],
            Word::Browser => ["To read in the browser", "À lire dans le navigateur", "Zum Lesen im Browser", "Para leer en el navegador", "Da leggere nel browser", "Para ler no navegador", "Читать в браузере", "Για ανάγνωση στον περιηγητή"],
            Word::Screen => ["For the screen, and to print page by page", "Pour l’écran, et à imprimer page par page", "Für den Bildschirm, und zum Drucken Seite für Seite", "Para la pantalla, y para imprimir página a página", "Per lo schermo, e da stampare pagina per pagina", "Para a tela, e para imprimir página por página", "Для экрана и для печати по страницам", "Για την οθόνη, και για εκτύπωση ανά σελίδα"],
            Word::Booklet => ["To print, fold and staple", "À imprimer, plier et agrafer", "Zum Drucken, Falten und Heften", "Para imprimir, doblar y grapar", "Da stampare, piegare e spillare", "Para imprimir, dobrar e grampear", "Напечатать, сложить и скрепить", "Για εκτύπωση, δίπλωση και συρραφή"],
            Word::Fronts => ["To print, fold and staple: the fronts, first", "À imprimer, plier et agrafer : les rectos, d’abord", "Zum Drucken, Falten und Heften: zuerst die Vorderseiten", "Para imprimir, doblar y grapar: primero los anversos", "Da stampare, piegare e spillare: prima i fronti", "Para imprimir, dobrar e grampear: primeiro as frentes", "Напечатать, сложить и скрепить: сначала лицевые стороны", "Για εκτύπωση, δίπλωση και συρραφή: πρώτα οι εμπρός όψεις"],
            Word::Backs => ["Then the backs", "Puis les versos", "Dann die Rückseiten", "Después los reversos", "Poi i retri", "Depois os versos", "Затем оборотные стороны", "Μετά οι πίσω όψεις"],
            Word::Sample => ["How it begins", "Comment il commence", "Wie es beginnt", "Cómo empieza", "Come comincia", "Como começa", "Начало текста", "Πώς αρχίζει"],
            Word::About => ["About this title", "À propos de ce titre", "Zu diesem Titel", "Sobre este título", "Su questo titolo", "Sobre este título", "Об издании", "Για αυτόν τον τίτλο"],
            Word::Pages => ["{} pages", "{} pages", "{} Seiten", "{} páginas", "{} pagine", "{} páginas", "{} с.", "{} σελίδες"],
            Word::Language => ["Language", "Langue", "Sprache", "Idioma", "Lingua", "Idioma", "Язык", "Γλώσσα"],
            Word::Publisher => ["Publisher", "Éditeur", "Verlag", "Editorial", "Editore", "Editora", "Издательство", "Εκδότης"],
            Word::Published => ["Published", "Parution", "Erschienen", "Publicación", "Pubblicazione", "Publicação", "Дата выхода", "Έκδοση"],
            Word::Rights => ["Rights", "Droits", "Rechte", "Derechos", "Diritti", "Direitos", "Права", "Δικαιώματα"],
            Word::Licence => ["Licence", "Licence", "Lizenz", "Licencia", "Licenza", "Licença", "Лицензия", "Άδεια"],
            Word::Subjects => ["Subjects", "Sujets", "Themen", "Materias", "Soggetti", "Assuntos", "Темы", "Θέματα"],
            Word::Search => ["Search", "Chercher", "Suchen", "Buscar", "Cerca", "Procurar", "Поиск", "Αναζήτηση"],
            Word::Found => ["Found: {}", "Trouvés : {}", "Gefunden: {}", "Encontrados: {}", "Trovati: {}", "Encontrados: {}", "Найдено: {}", "Βρέθηκαν: {}"],
            Word::NothingFound => ["Nothing found.", "Rien n’a été trouvé.", "Nichts gefunden.", "No se ha encontrado nada.", "Nessun risultato.", "Nada encontrado.", "Ничего не найдено.", "Δεν βρέθηκε τίποτα."],
            Word::Elsewhere => ["On {}", "Sur {}", "Auf {}", "En {}", "Su {}", "Em {}", "На {}", "Στο {}"],
            Word::Announced => ["In preparation", "En préparation", "In Vorbereitung", "En preparación", "In preparazione", "Em preparação", "Готовится", "Υπό έκδοση"],
            Word::NoneToTake => ["There is nothing for e-readers here yet.", "Il n’y a encore rien ici pour les liseuses.", "Für E-Reader gibt es hier noch nichts.", "Todavía no hay nada aquí para lectores electrónicos.", "Qui non c’è ancora niente per gli e-reader.", "Ainda não há nada aqui para leitores digitais.", "Для читалок здесь пока ничего нет.", "Δεν υπάρχει ακόμη τίποτα εδώ για αναγνώστες."],
            Word::Devices => ["On your e-reader", "Sur votre liseuse", "Auf Ihrem E-Reader", "En su lector electrónico", "Sul suo e-reader", "No seu leitor digital", "На вашей читалке", "Στον αναγνώστη σας"],
            Word::ShortAddress => ["In the browser of an e-reader, open this short page:", "Dans le navigateur d’une liseuse, ouvrez cette page courte :", "Im Browser eines E-Readers öffnet man diese kurze Seite:", "En el navegador de un lector electrónico, abra esta página breve:", "Nel browser di un e-reader si apre questa pagina breve:", "No navegador de um leitor digital, abra esta página curta:", "В браузере читалки откройте эту короткую страницу:", "Στον περιηγητή του αναγνώστη, ανοίξτε αυτή τη σύντομη σελίδα:"],
            Word::ForPrograms => ["In KOReader and other apps that know OPDS, add this catalogue:", "Dans KOReader et les applications qui connaissent OPDS, ajoutez ce catalogue :", "In KOReader und anderen Programmen, die OPDS kennen, fügt man diesen Katalog hinzu:", "En KOReader y otras aplicaciones que conocen OPDS, añada este catálogo:", "In KOReader e altre app che conoscono OPDS si aggiunge questo catalogo:", "No KOReader e em outros aplicativos que conhecem OPDS, adicione este catálogo:", "В KOReader и других программах с OPDS добавьте этот каталог:", "Στο KOReader και σε άλλες εφαρμογές με OPDS, προσθέστε αυτόν τον κατάλογο:"],
            Word::News => ["News as a feed (Atom)", "Nouveautés en flux (Atom)", "Neues als Feed (Atom)", "Novedades por suscripción (Atom)", "Novità come feed (Atom)", "Novidades em feed (Atom)", "Лента новинок (Atom)", "Νέα ως ροή (Atom)"],
            Word::Back => ["All titles", "Tous les titres", "Alle Titel", "Todos los títulos", "Tutti i titoli", "Todos os títulos", "Все издания", "Όλοι οι τίτλοι"],
            Word::Leaflet => ["This list, to print", "Cette liste, à imprimer", "Diese Liste, zum Drucken", "Esta lista, para imprimir", "Questo elenco, da stampare", "Esta lista, para imprimir", "Этот список для печати", "Ο κατάλογος για εκτύπωση"],
            Word::AlsoPublished => ["Also published", "Du même éditeur", "Ebenfalls erschienen", "También publicados", "Dello stesso editore", "Também publicados", "Также изданы", "Κυκλοφορούν επίσης"],
            Word::OnAPhone => ["This page, for a phone", "Cette page, pour un téléphone", "Diese Seite, für ein Telefon", "Esta página, para un móvil", "Questa pagina, per un telefono", "Esta página, para um celular", "Эта страница — для телефона", "Αυτή η σελίδα, για κινητό"],
        }
    }
}

/// The name of a language in that language itself; its tag where it is not known.
pub(super) fn language_name(tag: &str) -> String {
    let primary = tag.split('-').next().unwrap_or("").to_ascii_lowercase();
    let name = match primary.as_str() {
        "ar" => "العربية",
        "ca" => "Català",
        "cs" => "Čeština",
        "da" => "Dansk",
        "de" => "Deutsch",
        "el" => "Ελληνικά",
        "en" => "English",
        "eo" => "Esperanto",
        "es" => "Español",
        "eu" => "Euskara",
        "fa" => "فارسی",
        "fi" => "Suomi",
        "fr" => "Français",
        "gl" => "Galego",
        "he" => "עברית",
        "hu" => "Magyar",
        "it" => "Italiano",
        "ja" => "日本語",
        "la" => "Latina",
        "nb" | "no" => "Norsk",
        "nl" => "Nederlands",
        "pl" => "Polski",
        "pt" => "Português",
        "ro" => "Română",
        "ru" => "Русский",
        "sv" => "Svenska",
        "tr" => "Türkçe",
        "uk" => "Українська",
        "zh" => "中文",
        _ => tag,
    };
    name.to_owned()
}
