using SegFunctions.Inference.Rendering;
using SegFunctions.Inference.Vocabulary;

namespace SegFunctions.Inference.Tests.Rendering;

public sealed class BitmapFontTests
{
    [Fact]
    public void Draws_a_word()
    {
        var rows = Enumerable.Range(0, BitmapFont.GlyphHeight).Select(y =>
            string.Concat(Enumerable.Range(0, BitmapFont.WidthOf("tv")).Select(x => BitmapFont.HasInk("tv", x, y) ? '#' : '.')));

        Assert.Equal(
            [
                "#####.#...#",
                "..#...#...#",
                "..#...#...#",
                "..#...#...#",
                "..#...#...#",
                "..#....#.#.",
                "..#.....#..",
            ],
            rows);
    }

    [Fact]
    public void Has_a_glyph_of_its_own_for_every_letter_of_the_classes() =>
        Assert.All(
            ClosedVocabulary.Coco.Classes.SelectMany(name => name).Concat("0123456789%").Distinct().Where(letter => letter != '-'),
            letter => Assert.NotEqual(Pixels('-'), Pixels(letter)));

    private static string Pixels(char letter) => string.Concat(
        from y in Enumerable.Range(0, BitmapFont.GlyphHeight)
        from x in Enumerable.Range(0, BitmapFont.GlyphWidth)
        select BitmapFont.HasInk(letter.ToString(), x, y) ? '#' : '.');
}
