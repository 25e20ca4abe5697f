//! What can be wrong with a file for the press.

use crate::diag::Severity;

macro_rules! rules {
    ($($(#[doc = $doc:literal])* $rule:ident $name:literal $severity:ident $help:literal)*) => {
        /// What a printer's entry asks of a file. The order is that of reports.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub enum Rule { $($(#[doc = $doc])* $rule),* }

        impl Rule {
            /// All of them.
            pub const ALL: &'static [Rule] = &[$(Rule::$rule),*];

            /// Its name in reports.
            pub fn name(self) -> &'static str {
                match self { $(Rule::$rule => $name),* }
            }

            /// How bad it is, unless the printer's entry makes it worse or better.
            pub fn severity(self) -> Severity {
                match self { $(Rule::$rule => Severity::$severity),* }
            }

            /// What to do about it.
            pub fn help(self) -> &'static str {
                match self { $(Rule::$rule => $help),* }
            }
        }
    };
}

rules! {
    /// The file does not claim the standard that the printer asks for.
    Standard "standard" Warning
        "make the file anew for this printer; a claim alone does not make it conform"
    /// No output intent says what the colours were made for.
    Intent "output-intent" Error
        "export with the printer's colour profile as output intent"
    /// Scripts, or actions that reach out of the file.
    Script "script" Error "export without scripts and actions"
    /// Bookmarks.
    Outline "bookmarks" Warning "export without bookmarks; some printers refuse them"
    /// Layers that can be hidden.
    Layers "layers" Error "flatten the layers: which of them prints is not certain"
    /// Files inside the file.
    Attachment "attachment" Warning "export without attached files"
    /// More or fewer pages than can be printed.
    PageCount "page-count" Error "add or take away pages, or choose another printer or binding"
    /// Pages larger or smaller than can be printed.
    PageSize "page-size" Error "choose another page size, or another printer"
    /// Pages that differ in size.
    PageSizes "page-sizes" Error "make all pages of one size"
    /// A page does not say where it is cut.
    TrimBox "trim-box" Warning "export with a TrimBox: the page without bleed and marks"
    /// The boxes of a page contradict each other.
    Boxes "boxes" Error
        "export anew with boxes that lie in one another: the TrimBox within the BleedBox, both within the MediaBox; CropBox left out, or as large as the MediaBox"
    /// What is cut at an edge does not reach over it far enough.
    Bleed "bleed" Error "let pictures and tints run over the edge, and export with that bleed"
    /// Text stands too close to an edge.
    Margin "margin" Warning "move it in: cutting and folding are not exact"
    /// A font is not in the file.
    Font "font" Error "export with all fonts embedded"
    /// Colours that are not those of the press.
    ColourSpace "colour-space" Error "convert it to CMYK or gray for this printer's profile"
    /// Colour where black alone is printed.
    BlackOnly "black-only" Error "make it gray or black"
    /// An ink beyond the four.
    Spot "spot-colour" Warning "convert it to CMYK, unless the printer is to mix that ink"
    /// The colour of the printer's marks on the page itself.
    Registration "registration" Error "use black: this colour prints with every ink"
    /// More ink than the paper takes.
    Ink "ink" Error "convert it with a profile that holds the limit"
    /// Small text in more than one ink.
    RichText "rich-black-text" Warning "set text in black alone, lest its edges blur"
    /// White that is printed over what lies below it, and so vanishes.
    WhiteOverprint "white-overprint" Error "turn overprinting off for what is white"
    /// A picture with too few dots.
    Resolution "resolution" Warning "place a picture with more dots, or place it smaller"
    /// A line too thin to print.
    Hairline "hairline" Warning "draw it 0.25 pt thick or more"
    /// What is seen through.
    Transparency "transparency" Error "flatten transparency when exporting"
    /// Links, remarks, fields.
    Annotation "annotation" Warning "export without links, remarks and forms"
    /// What stands on a page cannot be read.
    Damaged "damaged" Error "export the page anew"
    /// There is more on the pages than is looked at.
    Unseen "unseen" Warning "look at these pages yourself"
}
