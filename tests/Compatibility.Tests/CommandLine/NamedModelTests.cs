using System.Text.Json;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.CommandLine;

/// <summary>Jobs on a stack with several added networks, of which each asks for one by name.</summary>
[Collection<OwnStacks>]
public sealed class NamedModelTests(ServedModels served) : IClassFixture<ServedModels>
{
    private const int Width = AddedModels.Width;
    private const int Height = AddedModels.Height;

    [Fact]
    public async Task A_job_asks_for_one_of_several_networks_by_name()
    {
        var asked = await served.SegmentAsync("--text", "red", "--model", "clip");
        var chosen = await served.SegmentAsync("--text", "red");
        var unknown = await served.SegmentAsync("--text", "red", "--model", "clop");
        var builtIn = await served.SegmentAsync("--text", "red", "--model", "built-in");

        // All stubs are as sure, but 0.5 is another raw score of each kind.
        Assert.Equal(0.9879, Assert.Single(SegmentsOf(asked)).GetProperty("score").GetDouble(), 0.001);
        Assert.NotEqual(0.9879, Assert.Single(SegmentsOf(chosen)).GetProperty("score").GetDouble(), 0.001);
        Assert.Contains("model must be one of built-in, clip, dino, yolo-words, yolo-world, yoloe, not 'clop'", unknown.Output + unknown.Errors, StringComparison.Ordinal);
        Assert.Equal(1, builtIn.ExitCode);
        Assert.Contains("'red' is not a word that the detectors know", builtIn.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_of_any_kind_are_answered_by_regions()
    {
        var segments = SegmentsOf(await served.SegmentAsync("--text", "red", "--text", "painting", "--text", "big green", "--model", "clip")).ToList();

        Assert.Equal(["big green", "red"], segments.Select(segment => segment.GetProperty("label").GetString()!).Order());
        Assert.All(segments, segment => Assert.Equal(Width * Height / 4.0, segment.GetProperty("area").GetInt32(), 2.0 * (Width + Height)));
        Assert.Equal(["big green", "red"], segments.Select(segment => segment.GetProperty("prompt").GetString()!).Order());
    }

    [Fact]
    public async Task Words_of_any_kind_are_answered_by_boxes_that_are_cut_out()
    {
        var segment = Assert.Single(SegmentsOf(await served.SegmentAsync("--text", "blue", "--text", "painting")));

        Assert.Equal("blue", segment.GetProperty("label").GetString());
        Assert.InRange(segment.GetProperty("score").GetDouble(), 0.99, 1);
        var box = segment.GetProperty("box").EnumerateArray().Select(edge => edge.GetInt32()).ToList();
        Assert.InRange(box[0] + (box[2] / 2), 0, Width / 2);
        Assert.InRange(box[1] + (box[3] / 2), Height / 2, Height);
    }

    [Fact]
    public async Task A_network_for_words_alone_refuses_exemplars()
    {
        var refused = await served.SegmentAsync("--text", "red", "--exemplar", "0.1,0.5,0.4,0.9", "--model", "clip");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("The network that answers words takes no exemplars", refused.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yolo-world", "red", "painting", null)]
    [InlineData("yoloe", "green", "painting", null)]
    [InlineData("yolo-words", "Red", "painting", "'painting' is not a word that the detectors know. It was ignored.")]
    public async Task Words_are_answered_by_networks_of_YOLOs_kinds(string kind, string word, string other, string? note)
    {
        var answered = await served.SegmentAsync("--text", word, "--text", other, "--model", kind);

        var segment = Assert.Single(SegmentsOf(answered));
        Assert.Equal((word.ToLowerInvariant(), word), (segment.GetProperty("label").GetString(), segment.GetProperty("prompt").GetString()));
        var box = segment.GetProperty("box").EnumerateArray().Select(edge => edge.GetInt32()).ToList();
        Assert.InRange(box[1] + (box[3] / 2), 0, Height / 2);
        Assert.True(box[0] + (box[2] / 2) < Width / 2 == (word != "green"), string.Join(',', box));
        Assert.EndsWith(note ?? $"No '{other}' was found with a score of at least 0.5.", ItemOf(answered).GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    private static JsonElement ItemOf(CommandResult run)
    {
        Assert.True(run.ExitCode == 0, run.Errors);
        return JsonSerializer.Deserialize<JsonElement>(run.Output).GetProperty("items")[0];
    }

    private static JsonElement.ArrayEnumerator SegmentsOf(CommandResult run) => ItemOf(run).GetProperty("segments").EnumerateArray();
}
