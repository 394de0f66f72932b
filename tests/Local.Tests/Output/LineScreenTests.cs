using SegFunctions.Local.Output;

namespace SegFunctions.Local.Tests.Output;

public sealed class LineScreenTests : IDisposable
{
    private readonly StringWriter _output = new();

    [Fact]
    public void A_state_is_a_line_and_progress_within_it_at_most_three()
    {
        var row = new LineScreen(_output).Add("photo");
        for (var percent = 0; percent <= 100; percent++)
        {
            row.Report(percent / 100.0, "sending");
        }

        row.End("done");
        Assert.Equal(
            ["photo: sending", "photo: sending, 25 %", "photo: sending, 50 %", "photo: sending, 75 %", "photo: sending, 100 %", "photo: done"],
            _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Replace("%", " %", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_changes_all_the_time_is_told_only_when_there_is_a_line_anyway()
    {
        var row = new LineScreen(_output).Add("clip");
        row.Report(0.5, "processing", "0 of 40 frames");
        row.Report(0.6, "processing", "8 of 40 frames, 3 min left");
        row.Report(0.8, "processing", "24 of 40 frames, 2 min left");

        Assert.Equal("clip: processing, 0 of 40 frames\nclip: processing, 24 of 40 frames, 2 min left\n", _output.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Work_is_run_and_its_result_handed_back() =>
        Assert.Equal(7, await new LineScreen(_output).ShowAsync(static _ => Task.FromResult(7)));

    public void Dispose() => _output.Dispose();
}
