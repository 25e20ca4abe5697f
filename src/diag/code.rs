//! The one table of diagnostics: name, severity, explanation. A name is never reused.

use std::fmt;

use super::Severity;

/// Makes the enum, its names, severities and explanations from one table.
macro_rules! codes {
    ($( $variant:ident $name:literal $severity:ident $text:literal )*) => {
        /// Which rule a diagnostic comes from. The names read after "allow".
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Code {
            $( #[doc = $text] $variant, )*
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Code] = &[ $( Code::$variant, )* ];

            /// The name that messages and manifests use.
            pub fn name(self) -> &'static str {
                match self { $( Code::$variant => $name, )* }
            }

            /// The severity it has unless the manifest says otherwise.
            pub fn severity(self) -> Severity {
                match self { $( Code::$variant => Severity::$severity, )* }
            }

            /// What it means, why it matters and what to do, for `publish explain`.
            pub fn explanation(self) -> &'static str {
                match self { $( Code::$variant => $text, )* }
            }
        }
    };
}

codes! {
    // Reading files
    UnreadableFile "unreadable-file" Error
        "A file that the book names cannot be read: it is missing, a folder stands in its place, or its permissions forbid it. Check the path; it is taken relative to the file that names it."
    InvalidUtf8 "invalid-utf8" Error
        "A source file is not UTF-8 text. The message gives the first byte that is wrong. Save the file again as UTF-8 (most editors offer it under \"save with encoding\")."
    OutsideRoot "outside-root" Error
        "A path leaves the book's root folder, directly or through a symbolic link. A book may only read below its root; set `root` in the manifest to a folder that holds everything."
    UnwritableOutput "unwritable-output" Error
        "An output could not be written: the folder does not exist and cannot be made, is read-only, or the disk is full. Earlier outputs are untouched: files are written aside and renamed only when whole."

    // The manifest
    TomlSyntax "toml-syntax" Error
        "The manifest, a theme or an article's front matter is not valid TOML. The place shown is where the parser gave up; the mistake is there or just before it."
    UnknownKey "unknown-key" Error
        "A key is not one that `publish` knows. It is most often a slip of the pen; the message suggests the nearest known key. `publish schema` and `publish schema theme` list all of them for editors."
    WrongType "wrong-type" Error
        "A value has the wrong type: a text where a number belongs, one value where a list belongs, and so on."
    MissingKey "missing-key" Error
        "A key that every book needs is not there."
    InvalidValue "invalid-value" Error
        "A value has the right type but cannot be: an unknown page size, an impossible date, a wrong ISBN check digit, a language tag that is none."

    // The source language
    FrontMatter "front-matter" Warning
        "An article begins with what looks like front matter and is none: YAML between `---` lines, or `+++` that is never closed. Front matter is TOML (`title = \"…\"`) between two lines of `+++`; its keys are title, subtitle, author or authors, translator or translators, date, source, language and rights."
    UnknownBlock "unknown-block" Warning
        "A fenced block `::: name` has a name that the source language does not know. Its content is set as plain paragraphs. The blocks are quote, epigraph, verse (or poem), letter, document, box, questions, dateline, figure, lang, page-break."
    UnclosedBlock "unclosed-block" Warning
        "A fenced block `:::`, or code between backticks, is never closed; it is taken to reach to the end of the article, or of what it stands in."
    BlockContent "block-content" Warning
        "A block does not hold what it is for: it is empty, and left out, or its questions are no list."
    InvalidAttribute "invalid-attribute" Warning
        "An attribute in `{…}` is not understood and has no effect. Every block knows `#id`, `.class` and `lang`; besides, a quote, verse and an epigraph `by` or `source`, a letter and a document `title`, `place`, `date`, `dateline` and `signature`, a box `title`, questions `room`, a figure `credit`, `width`, `alt`, `decorative`, `pending`, `.across`, `.full-page` and `.bleed`. By hand, `.keep` holds a block on one page, `.shorter` and `.longer` set a paragraph a line shorter or longer. Words take `#id`, `.class`, `lang`, `.smallcaps`, `.asis` and `index`, and with that `see`, `see-also`, `begin` and `end`; a link to a place in the book `.page` and `.title`."
    ExtraCell "extra-cell" Warning
        "A row of a table has more cells than the table's head (or the line below the head, without which it is no table), so that there is no column for them, and Markdown leaves them out. Give the head as many cells, empty ones if need be. A `|` that is text is written `\\|`, also in code."
    StatedTwice "stated-twice" Warning
        "Two things are said where there is place for one: a title in the front matter and another as a heading, a dateline and beside it a place. The message says which of them counts."
    LateTitle "late-title" Warning
        "An article's title is its first heading with one `#`, and nothing stands before it. Here text does, so that the article has no title: contents and running heads tell its first words. Move the heading to the beginning, or say `title = \"…\"` in the article's front matter or in the manifest."
    ControlCharacter "control-character" Warning
        "The text holds characters that are no signs but orders to machines of old (U+0000 to U+001F, U+FEFF, U+FFFE, U+FFFF). No e-book may hold them, and they are left out; some stand where a line end or a space was meant. Delete them, or put there what was meant."
    RawHtml "raw-html" Warning
        "HTML in Markdown is never passed through: it has no meaning on paper and is unsafe in an e-book. Its text is kept, the tags are dropped; nothing is kept of scripts and style sheets. Write `*emphasis*`, `**strong**`, `[words](address)`, `![what it shows](picture.png)`, `[words]{lang=es}`, `[words]{.class}`, or a block, `::: box` … `:::`."
    NestedTooDeep "nested-too-deep" Error
        "Blocks or inlines are nested deeper than any book needs (the limit protects against hostile input)."
    EmptyArticle "empty-article" Warning
        "An article has no text."
    UnknownLanguage "unknown-language" Warning
        "No typographic rules or hyphenation are known for this language; the text is set with neutral rules and without hyphenation. In a book in such a language the words that publish adds (Contents, Notes) are English."

    // References
    DuplicateId "duplicate-id" Error
        "Two things in one article carry the same id, so a link to it would be ambiguous."
    DanglingLink "dangling-link" Error
        "A link points at an article or an id that is not in the book."
    UndefinedLink "undefined-link" Warning
        "A link names no place: its reference, `[words][reference]`, is not defined, or its address is empty, `[words]()`. Its words are kept."
    UnusedReference "unused-reference" Warning
        "A line such as `[name]: address` says where links `[words][name]` lead, and there is none; no output shows the line. A line of a conversation that begins with a name in brackets looks the same: write `\\[name]:` there."
    LongAddress "long-address" Warning
        "A link's address is longer than 2,048 characters: readers of e-books and of PDF cut it or refuse it. Its words are kept, without a link."
    SeriesNumber "series-number" Note
        "The number of a book in its series is neither in figures nor in Roman ones, so that catalogues cannot sort by it. The imprint has it as it is; the e-book's metadata names the series without it."
    BadAddress "bad-address" Warning
        "An address is not as addresses are. Where it is clear what is meant (a blank, a `%` that begins no sign, a bracket) it is written in percent signs, as browsers do; where not (no host, a host that cannot be, `https:` without `//`) or where readers of e-books know no such address (`geo:`, `sms:`), its words are kept, without a link. What the manifest says of licence, source and report is looked at too."
    DanglingNote "dangling-note" Error
        "A note marker `[^name]` has no note in its article. Notes are local to their article."
    UncitedNote "uncited-note" Warning
        "A note is never cited, so no output shows it."
    RepeatedNote "repeated-note" Warning
        "A note is cited more than once. Each note belongs to one place; the later markers repeat its number and point at it."

    NestedNote "nested-note" Error
        "A note is cited inside another note. Neither a page nor an e-book has a place for it; put both into one note, or cite it from the text."

    // The index
    EmptyIndex "empty-index" Warning
        "The book asks for an index, and nothing is marked for it. Mark words, `[Ruth]{index}`, or a place, `[]{index=\"ships > Ruth\"}`."
    DanglingEntry "dangling-entry" Warning
        "An entry of the index sends its readers, with `see` or `see-also`, to an entry that is not there. It must be written as that entry is, with `>` between its levels."
    IndexRange "index-range" Warning
        "A mark of the index says `begin`, and no other says `end` for the same entry after it, or the other way round."
    NoIndex "no-index" Note
        "The articles have marks for an index, and the manifest asks for none; the marks do nothing. Told by `publish check` only."

    // Pictures
    BrokenPicture "broken-picture" Error
        "A picture cannot be decoded: it is truncated, damaged, or not of the type its name says."
    HugePicture "huge-picture" Error
        "A picture would need more memory than the limit when decoded. Such files are most often damaged or hostile; scale it down otherwise."
    UnsafeSvg "unsafe-svg" Warning
        "An SVG holds scripts or refers to things outside itself. They are left out."
    MissingAlt "missing-alt" Warning
        "A picture has no alternative text, so a blind reader gets nothing. Write it between the brackets of the picture, or mark the picture `decorative`."
    CroppedPicture "cropped-picture" Warning
        "A picture that bleeds, `{.bleed}`, or the art of a cover, has another form than the page, so that much of it is cut off at the edges. Cut it yourself where it can be spared, or write `{.full-page}`, which shows all of it."
    CutText "cut-text" Warning
        "The text of a back cover that is drawn has no room even in the smallest letters, and is cut short. Write a shorter one: `blurb = \"…\"` in `[cover]`; without it the book's `description` stands there. Or the title is so long that author or publisher, or its own end, find no room on the spine: shorten `title`, and put the rest into `subtitle`."
    MovingPicture "moving-picture" Warning
        "A picture moves: a GIF, WebP or PNG with several frames. Books stand still; all outputs show its first frame. Choose the frame that says most, and save it as a picture of its own."
    PendingFigure "pending-figure" Warning
        "A figure is marked `pending`: it has a caption but no picture yet. No output shows it."

    // Fonts
    BrokenFont "broken-font" Error
        "A font file cannot be read as an OpenType or TrueType font."
    ForbiddenFont "forbidden-font" Error
        "A font's licence bits forbid embedding it, so no output may carry it. Choose another font."
    MissingGlyph "missing-glyph" Warning
        "No font of the book has this character; a visible replacement is set. Add a font that has it, or change the character."
    NoSmallCaps "no-small-caps" Note
        "A font has no small capitals for letters that the text asks to be set in them; they are left as they are, never scaled."

    // Pages
    OverfullLine "overfull-line" Warning
        "A line is wider than the measure, or a word in it is cut where it ends, because the word is too long and cannot be divided. Allow a division with a soft hyphen, or reword."
    LooseLine "loose-line" Warning
        "A line has few spaces and no word near its end that can be divided, so that its spaces are more than twice as wide as they should be; beyond three times they are left as they are, and the line is short. Reword, allow a division with a soft hyphen or in the book's `hyphenation` list, or set the passage in a wider measure."
    Preflight "preflight" Warning
        "The file for the press holds what the printer does not take, or what prints badly. `publish preflight` says the same of the finished file, with the rule and its pages. Do what the help says, or state in `[print]` what the printer told you."
    TableTooWide "table-too-wide" Warning
        "A table is wider than the text, even with its columns at their narrowest and its type at its smallest; and wider than a page is high, or it stands in a block where it cannot be turned. Shorten or divide its longest words, turn rows into columns, or make two tables of it."
    TooTallForPage "too-tall-for-page" Warning
        "Something is taller than the page and was scaled down or cut to fit."
    PageTooSmall "page-too-small" Error
        "The margins leave no room for text: the measure or the height of the text area is too small."
    Ladder "ladder" Warning
        "Three lines or more end in divided words, one below the other. Reword, or forbid a division with `{.asis}` or the book's `hyphenation` list."
    River "river" Note
        "In several lines running a wide space stands below another, and white runs down through the paragraph like a river. Turn the page upside down to see it. Reword one of the lines, or set the paragraph by hand a line shorter or longer. Only `publish check` tells of it."
    StubLine "stub-line" Note
        "The last line of a paragraph is nothing but the end of a word, or shorter than an indent: the next paragraph seems to begin with a gap above it; or one short word below centred lines. Every other setting would have had spaces that are too wide. Reword, or set the paragraph by hand a line shorter or longer. Only `publish check` tells of it."
    UnequalPages "unequal-pages" Note
        "Facing pages end at different heights: every way to make them even would have cost as much or more: a widow, a heading parted from its text, other pages uneven instead. The cheapest that would have made them even is told, with what would be worse in it and the paragraphs that it sets a line shorter or longer; `{.shorter}` and `{.longer}` ask for that by hand. Only `publish check` tells of it."
    ShortPage "short-page" Note
        "A page, or a column, ends two lines or more above its foot although the text goes on: what comes next, a picture or what must stay together, finds no room there, or what would have filled it would have been worse elsewhere, which is told; or so few lines stand on the last page; or, in columns, half a page and more stays white before a picture or a table behind which no text is left. Move the picture a paragraph up or down, make it smaller, or let a word more or less stand before it. Only `publish check` tells of it."
    DividedOver "divided-over-page" Note
        "A word is divided at the end of a page: over the turn of the leaf, or from a page to the one facing it. Every other end would have been worse: a widow, a page much shorter than the one beside it. Let a word more or less stand before it. Only `publish check` tells of it."
    ForcedEnd "forced-end" Warning
        "A page, or a column, ends where none may end, because nothing else could be done: the first or the last line of a paragraph stands alone, a heading is parted from what it leads to, or something that belongs together is parted. It happens where much that cannot be parted meets on a small page. Change what stands before it."
    Fitted "fitted" Note
        "What was chosen so that the book has the pages that `fit` asks for."
    CannotFit "cannot-fit" Error
        "The book cannot be set on the pages that `fit` asks for within what its theme allows. Ask for a number that can be had, state less of size, leading and margins, or widen the ranges in the theme's `[fit]`."
    PrinterRefuses "printer-refuses" Error
        "The printer that `[print]` names does not take the book as it is: its page is too small or too large, it has too few or too many pages, its text stands too near the fold, a picture has fewer pixels an inch than the printer takes at all or lays on more ink, or the file is not what it asks for. The message says what the printer takes and where that was read; change the book, or name another printer. What the printer itself told you otherwise can be stated: `printer = { like = \"kdp\", most-pages = 900 }`."
    OtherThanAsked "other-than-asked" Warning
        "The book asks for something else than its printer does: another standard or binding, or pages that are larger than the sheets of an office printer. Leave out what the message names, to do as the printer does, or name another printer."
    WiderGutter "wider-gutter" Note
        "The printer asks for more room at the fold of so thick a book than the theme has, and the text was moved away from it. State `margins` in `[design]` to choose them yourself."
    NearEdge "near-edge" Warning
        "Text stands nearer to the edge of the page than the printer allows: the cut is not exact, and may take it away. Make the margin wider, or move the running heads and page numbers nearer to the text with `head-distance` and `folio-distance` of the theme."
    BlankPages "blank-pages" Note
        "The printer takes books whose pages are a multiple of some number, and empty pages were added at the end of the file for the press; or before the back cover, where the cover is printed with the pages, whose sheets have four of them. `[design] fit = { pages = 24 }` makes a book come out without them."
    AssumedPaper "assumed-paper" Note
        "A spine is as wide as its pages are thick, and nobody said what paper they are: a common one was reckoned with. Name it, `paper = \"offset-90\"` in `[print]`, or state what the printer told you: `spine = \"6.2 mm\"` in `[cover]`."
    BareSpine "bare-spine" Note
        "The spine is too narrow for words, or its printer sets none on so few pages: a fold that is half a millimetre aside would bring them to the front. It is left bare."
    KindleRefuses "kindle-refuses" Warning
        "Amazon would refuse the edition for Kindle, or spoil it: Send to Kindle answers such files with \"E999\" and no reason. The message says what is in the way, its help which rule that is, why it matters, and who found out. What `publish` can mend by itself it has mended: drawings are pixels, pictures are made smaller, the cover is no page."
    PlainPdf "plain-pdf" Warning
        "The PDF for the screen does not say that it conforms to PDF/UA-1 and PDF/A-2a, because something in it has no meaning that every program knows: a character of the private use areas, a letter that no font has, a drawing with more parts within parts than readers have to know. It is tagged all the same. The message says what it is."
    NotAccessible "not-accessible" Warning
        "The manifest says who certifies that the e-book conforms to WCAG 2.2 AA, `certified-by`, and something stands in the way that a program can see: a picture or a cover without alternative text, or with one that says nothing, or is its caption again. The e-book does not claim to conform until that is mended; pictures that say nothing are marked `{.decorative}`."
    HeavyPage "heavy-page" Warning
        "The page for browsers, `NAME.html`, carries every picture inside, and has more than 30 MB: it opens slowly, on phones above all. Beyond 150 MB of pictures the rest is left out, and words say what they show. Make the pictures smaller, or leave `\"html\"` out of `outputs`; the e-book has room for them."
    SmallCover "small-cover" Note
        "The picture of the cover is smaller than the large shops for e-books ask for: 1,600 × 2,560 pixels. Get a larger one, not one that was enlarged; drawings are made as large as that."
    InBlack "in-black" Note
        "The printer prints with black alone unless it is told otherwise, and the pictures of the book are gray in the file for the press. Say `colour = \"colour\"` in `[print]` to print in colour, or `colour = \"black\"` to say that gray is meant."
    LowResolution "low-resolution" Warning
        "A picture has fewer pixels an inch, as large as it is printed, than the printer asks for: 300, unless its entry says otherwise; with less than half of them it is seen to be coarse. Get a larger file, not one that was enlarged, or print it smaller: `{width=50%}`."
    TooMuchInk "too-much-ink" Warning
        "A picture in CMYK lays more ink on a spot than the printer allows: it dries slowly, and comes off on the page that lies on it. Pictures in CMYK are printed as they are; convert it again with the printer's profile, or use the picture in RGB, which is converted within the limit."
    FlattenedDrawing "flattened-drawing" Note
        "A drawing holds what the standard of the file for the press does not know, such as parts that are seen through, masks, patterns or filters, and was turned into pixels, 300 an inch. It looks the same; only fine lines are less sharp. PDF/X-4 knows more than PDF/X-1a."
    NoteMoved "note-moved" Warning
        "A note could not begin on the page of its marker, because the page had no room left."
    DividedNote "divided-note" Note
        "A note finds no room below the line of its marker, and goes on at the foot of the next column or page, two lines at least on both sides and no word divided, unless nothing else can be done. Shorten it, or let notes stand behind their articles. Only `publish check` tells of it."
    UnsettledNotes "unsettled-notes" Warning
        "Notes that begin anew on each page could not be numbered: with every numbering a marker became so much wider or narrower that its note went over to another page, which asked for another numbering. They are counted by articles instead. Change a word or two near the ends of pages, or count by articles with `numbers = \"article\"`."
    UnsettledPage "unsettled-page" Warning
        "A cross-reference gives a page on which the place does not stand. The number is part of the text, and moves what comes after it; after three rounds of setting the book, number and place still chase each other. Change a few words before the place."
    ImpossibleByHand "impossible-by-hand" Warning
        "What the class `keep`, `shorter` or `longer` asks of a page cannot be done: the paragraph cannot be set in so many lines, or what is to stay together is taller than a page."
    NeedlessByHand "needless-by-hand" Note
        "The class `keep` changes nothing any more, since no page would end there; or `shorter` or `longer` does not, since without it the pages begin at the same words. Take it away, so that it does no harm when the text changes again."
    ThickBooklet "thick-booklet" Warning
        "A booklet has so many pages in one fold that it does not stay closed, and its inner pages stand out. Print it in parts to be sewn or glued, with `publish impose` and `--scheme signatures=32`; or leave `\"booklet\"` out of `outputs`."

    // What readers and shops need
    SkippedLevel "skipped-level" Note
        "A heading stands two levels or more below the one before it, or below the article's title. Who reads with a screen reader goes by levels, and looks for what is missing; so it is set as if it were one level below. Write as many signs as that, or give the level above a heading."
    PoorAlt "poor-alt" Warning
        "The alternative text of a picture or of the cover says nothing of it: it is a word such as “image” or “photo 3”, the name of a file, or has no letters. Say in a sentence what the picture shows, or mark it `decorative`. Told by `publish check` only."
    RepeatedAlt "repeated-alt" Warning
        "The alternative text of a picture is its caption once more, which is then read aloud twice; or it is that of another picture, so that the two cannot be told apart. Told by `publish check` only."
    LowContrast "low-contrast" Warning
        "A theme sets text in so light a tint that its contrast to paper is less than WCAG 2.2 asks for: 4.5 to 1, and 3 to 1 for letters from 18 pt, or bold ones from 14 pt. The e-book does not go below a tint of 0.65, which has 7 to 1. Told by `publish check` only."
    MissingMetadata "missing-metadata" Note
        "The manifest does not say what shops and libraries ask for, and what readers search by: description, publisher, date, subjects, rights, or what its cover shows. Told by `publish check` only, for books with an e-book."
    FileName "file-name" Note
        "The files of a book are called by its manifest, and the name has blanks or signs beside letters from a to z, figures and hyphens; or it is too long, or one that Windows does not take. Some readers and shops refuse such names, archives and mail change them. Names of pictures and articles inside the e-book are made safe. Told by `publish check` only."
    OverLimit "over-limit" Note
        "An e-book is larger than a shop or a device takes, or has a picture or a file of text that is. `publish show BOOK.toml --epub` lists all limits. Told by `publish check` only; those of Kindle are told as `kindle-refuses`."

    // E-books, looked into
    EpubCheck "epubcheck" Error
        "EPUBCheck, the W3C's own checker, found something in the e-book; the message has its rule and its words. What it calls a warning is one here, what it calls usage a note. The place is that of the article from which the faulty place was made; the help names the place in the e-book. It is told by `publish check --with epubcheck` only. What `publish` writes should have no errors: please report one that your text does not explain."
    Ace "ace" Error
        "Ace, DAISY's checker, found a barrier for readers with disabilities in the e-book; the message has its rule and its words. What it calls critical or serious is an error, what it calls moderate a warning, minor a note. It is told by `publish check --with ace` only."
    CheckerFailed "checker-failed" Error
        "A checker that `publish check --with` names could not be started, took too long, or ended without a report. The message says what it said last. `--timeout` gives it more time; nothing is said about the book."
    NoEbook "no-ebook" Error
        "`publish show --epub` and `publish check --with` look into the e-book, and the manifest asks for none. Add `\"epub\"` to `outputs`, or one of its editions."

    // Imports
    ImportGuess "import-guess" Note
        "`publish import` took something for what it looks like, because the file does not say what it is: a line for the title or a heading, a paragraph for a quotation or a caption, the language. Look at its place; the article says what was made of it."
    ImportDropped "import-dropped" Note
        "`publish import` left something out; the message quotes the words. They are what surrounds an article and is none of it: the menus, buttons, forms and invitations of a web page, the comments in a word processor's file, what an author deleted there; or what the source language has no word for."
    ImportConverted "import-converted" Note
        "`publish import` wrote signs in another way that says the same: an encoding other than UTF-8, a grave accent that stood for an apostrophe, a hyphen that began a speech. No word is changed."
    ImportDoubt "import-doubt" Warning
        "`publish import` cannot tell what something is, or took it for what it may well not be. An editor must look: at the place, and at what was made of it."
    ImportSlip "import-slip" Note
        "Something in an imported text looks like a slip: a word that stands twice, a bracket without its partner, a quotation that is never closed, a name or an ending spelt in two ways. It was imported as it stands. Mend it in the article, if it is one."
    ImportUnpaired "import-unpaired" Warning
        "In a list of titles and teasers that `publish import --library` reads, a title has no teaser, or a teaser no title."
    ImportRefused "import-refused" Error
        "A file cannot be imported: it is of a kind that is not read, damaged, larger than any article, or made to do harm. Nothing was written; the help says what to do."
    // Catalogues
    UnlistedBook "unlisted-book" Error
        "A book of a library has no files that a catalogue could offer: it has errors of its own, which are told as well, or its `outputs` are for print shops alone. The catalogue that was made before stays as it was; books that were built are kept, and not built again."

    // The machine
    Internal "internal" Error
        "Something in `publish` itself went wrong. Please report it with the book that caused it."
}

impl Code {
    /// Whether it is a line of the report of an import, which is read to its end.
    pub fn is_of_import(self) -> bool {
        matches!(
            self,
            Code::ImportGuess
                | Code::ImportDropped
                | Code::ImportConverted
                | Code::ImportDoubt
                | Code::ImportSlip
                | Code::ImportUnpaired
                | Code::ImportRefused
        )
    }

    /// The code of a name, if there is one.
    pub fn from_name(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
