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
    public async Task Work_is_run_and_its_result_handed_back() =>
        Assert.Equal(7, await new LineScreen(_output).ShowAsync(static _ => Task.FromResult(7)));

    public void Dispose() => _output.Dispose();
}
