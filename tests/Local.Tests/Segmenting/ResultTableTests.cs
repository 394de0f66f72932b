using System.Text.RegularExpressions;
using SegFunctions.Local.Segmenting;

namespace SegFunctions.Local.Tests.Segmenting;

public sealed partial class ResultTableTests
{
    private static readonly ResultFolder Folder = new("/somewhere/out");

    [Fact]
    public void A_picture_has_its_best_score_with_that_masks_quality_and_the_path_of_its_preview()
    {
        var lines = Write(Picture("boats.jpg", "boats", 0.714, 0.926));

        Assert.Contains(lines, line => Words(line) is ["boats.jpg", "success", "2", "0.93", "0.46", "/somewhere/out/boats"]);
        Assert.Contains("preview: /somewhere/out/boats/preview.png", lines);
        Assert.Contains("result: /somewhere/out/result.json", lines);
    }

    [Fact]
    public void What_else_a_click_may_mean_is_no_answer()
    {
        var picture = Picture("boats.jpg", "boats", 0.714, 0.926);
        var lines = Write(picture with { Segments = [picture.Segments[0], picture.Segments[1] with { Candidate = "whole" }] });

        Assert.Contains(lines, line => Words(line) is ["boats.jpg", "success", "1", "0.71", "0.36", "/somewhere/out/boats"]);
    }

    [Fact]
    public void Of_several_pictures_no_preview_is_named_and_failures_have_their_reason()
    {
        var lines = Write(Picture("boats.jpg", "boats"), new ResultItem("b.txt", ResultItem.Failed, "It is empty.", null, null, []));

        Assert.Contains(lines, line => Words(line) is ["boats.jpg", "success", "0", "/somewhere/out/boats"]);
        Assert.Contains(lines, line => Words(line) is ["b.txt", "failed", "0", "It", "is", "empty."]);
        Assert.DoesNotContain(lines, line => line.StartsWith("preview:", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_below_the_current_folder_is_named_from_there()
    {
        var folder = new ResultFolder(Path.Combine(Environment.CurrentDirectory, "out"));

        Assert.Equal("out/result.json", ResultTable.Shown(folder, ResultFolder.DocumentName));
    }

    private static ResultItem Picture(string name, string folder, params double[] scores) => new(
        name, ResultItem.Success, null, null, $"{folder}/preview.png", [.. scores.Select(score => new ResultSegment("boat", "boat", score, [0, 0, 1, 1], 1, "masks/0.png", Quality: score / 2))]);

    private static string[] Write(params ResultItem[] items)
    {
        using var output = new StringWriter();
        ResultTable.Write(new ResultDocument("job-1", items), Folder, output);
        return output.ToString().Split('\n');
    }

    private static string[] Words(string line) => Colors().Replace(line, "").Split([' ', '│', '|'], StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"\e\[[0-9;]*m")]
    private static partial Regex Colors();
}
