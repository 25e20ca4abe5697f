//! Signs by their places in fonts of symbols, which have no letters of their own in a text.

/// What the signs of the font Symbol are, from 0x22 to 0x7E and from 0xA0 to 0xE5; a space stands where
/// there is none.
const SYMBOL: &str = "∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_ αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";
const SYMBOL_ABOVE: &str =
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…|—↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑";

/// Signs of the fonts Wingdings that are met in texts.
const WINGDINGS: &[(u32, char)] = &[
    (0x22, '✂'),
    (0x28, '☎'),
    (0x2a, '✉'),
    (0x41, '✌'),
    (0x45, '☜'),
    (0x46, '☞'),
    (0x4a, '☺'),
    (0x4c, '☹'),
    (0x6c, '●'),
    (0x6e, '■'),
    (0x6f, '□'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x9f, '•'),
    (0xa7, '▪'),
    (0xa8, '□'),
    (0xab, '★'),
    (0xd8, '➢'),
    (0xdf, '←'),
    (0xe0, '→'),
    (0xe1, '↑'),
    (0xe2, '↓'),
    (0xe8, '➔'),
    (0xf0, '⇨'),
    (0xfb, '✗'),
    (0xfc, '✓'),
    (0xfd, '☒'),
    (0xfe, '☑'),
];

/// The letter or sign that stands at a place of a font.
pub(super) fn sign(font: &str, code: u32) -> Option<char> {
    let place = code & 0xff;
    // OpenDocument numbers the faces of one font: `Symbol1`.
    let digits = font.chars().rev().take_while(char::is_ascii_digit).count();
    let found = match &font[..font.len() - digits] {
        "Symbol" if place >= 0xa0 => SYMBOL_ABOVE.chars().nth(place as usize - 0xa0),
        "Symbol" if place >= 0x22 => SYMBOL.chars().nth(place as usize - 0x22),
        "Wingdings" => {
            WINGDINGS.iter().find(|(known, _)| *known == place).map(|(_, sign)| *sign)
        }
        _ if code < 0xf000 => char::from_u32(code),
        _ => None,
    };
    found.filter(|sign| *sign != ' ')
}

/// Whether a sign is one of a font of symbols, which no other font has.
pub(super) fn is_private(sign: char) -> bool {
    ('\u{f000}'..='\u{f0ff}').contains(&sign)
}

#[cfg(test)]
mod tests {
    use super::sign;

    #[test]
    fn signs_are_what_their_fonts_show() {
        for (font, code, expected) in [
            ("Symbol", 0xf061, Some('α')),
            ("Symbol", 0xf077, Some('ω')),
            ("Symbol1", 0xf061, Some('α')),
            ("Symbol", 0xf041, Some('Α')),
            ("Symbol", 0xf06d, Some('μ')),
            ("Symbol", 0xf07e, Some('∼')),
            ("Symbol", 0xf0a3, Some('≤')),
            ("Symbol", 0xf0ae, Some('→')),
            ("Symbol", 0xf0b7, Some('•')),
            ("Symbol", 0xf0c6, Some('∅')),
            ("Symbol", 0xf0de, Some('⇒')),
            ("Symbol", 0xf0e5, Some('∑')),
            ("Symbol", 0xf0ff, None),
            ("Wingdings", 0xf0fc, Some('✓')),
            ("Courier", 0x41, Some('A')),
            ("Courier", 0xf041, None),
        ] {
            assert_eq!(sign(font, code), expected, "{font} {code:X}");
        }
    }
}
