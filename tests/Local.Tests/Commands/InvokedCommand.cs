using SegFunctions.Local.Commands;

namespace SegFunctions.Local.Tests.Commands;

/// <summary>The command line in this process.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
internal sealed record InvokedCommand(int Code, string Output, string Errors)
{
    public static async Task<InvokedCommand> RunAsync(params IReadOnlyList<string> arguments)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var code = await LocalCommandLine.RunAsync(arguments, TextWriter.Synchronized(output), TextWriter.Synchronized(errors));
        return new InvokedCommand(code, output.ToString(), errors.ToString());
    }

    /// <summary>A sentence or a few, in plain language.</summary>
    public void AssertRefused(string said)
    {
        Assert.True(Code == 2, $"{said}: exit code {Code}\n{Output}\n{Errors}");
        AssertNoInnards(said);
        Assert.Contains("error: ", Errors, StringComparison.Ordinal);
    }

    public void AssertNoInnards(string said) => Assert.All(
        ["   at ", "System.", "`1", "Exception", "Usage:", "<html", "SegFunctions.Local.", "should not have happened"],
        innards => Assert.False((Output + Errors).Contains(innards, StringComparison.OrdinalIgnoreCase), $"{said} says {innards}:\n{Errors}"));
}
