using System.CommandLine;
using System.CommandLine.Parsing;
using SegFunctions.Local.Stack;

namespace SegFunctions.Benchmarks.Comparison;

/// <summary>
/// Compares this build with another checkout's, each through its own programs and with its own temporary and data folders, in alternating turns. It reports
/// ratios, this build divided by the other, of turns that ran next to each other.
/// </summary>
internal static class CompareBenchmark
{
    private const string Name = "compare";
    private const string All = "all";
    private const int NoPair = 1;
    private const int NotBuilt = 2;

    public static Command Command()
    {
        var build = new Option<DirectoryInfo>("--build") { Description = "Root of the other checkout, built in the same configuration as this program.", Required = true };
        var turns = new Option<int>("--turns") { Description = "Turns of each side.", DefaultValueFactory = _ => 3 };
        var limit = new Option<double>("--limit-minutes") { Description = "Longest time of one turn.", DefaultValueFactory = _ => 60 };
        var verbs = new Argument<string[]>("verbs")
        {
            Description = $"Verbs of Benchmarks, first-command, serve-idle, or {All}; none to list what each side has. What follows -- goes to each verb.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command(Name, "This build against another checkout's, in alternating turns: medians of the ratios, and what one side lacks.")
        {
            build, turns, limit, verbs,
        };
        command.SetAction((parsed, token) =>
        {
            var options = OptionsOf(parsed.Tokens);
            return RunAsync(
                parsed.GetRequiredValue(build).FullName,
                [.. (parsed.GetValue(verbs) ?? []).SkipLast(options.Length)],
                (verb, time) => new VerbTurn(verb, options, time),
                parsed.GetValue(turns),
                TimeSpan.FromMinutes(parsed.GetValue(limit)),
                token);
        });
        return command;
    }

    private static string[] OptionsOf(IEnumerable<Token> tokens) =>
        [.. tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Skip(1).Select(token => token.Value)];

    private static async Task<int> RunAsync(
        string build, string[] chosen, Func<string, TimeSpan, ITurn> verbTurn, int turns, TimeSpan limit, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("segfunctions-compare-");
        Checkout mine, other;
        try
        {
            mine = Checkout.Open("this", Checkout.FindOwnRoot(), Path.Combine(folder.FullName, "this"));
            other = Checkout.Open("other", build, Path.Combine(folder.FullName, "other"));
        }
        catch (FileNotFoundException exception)
        {
            folder.Delete(recursive: true);
            Console.Error.WriteLine($"error: {exception.Message}");
            return NotBuilt;
        }

        using var guard = ProcessGuard.Start();
        var whole = await RunAsync(mine, other, chosen, verbTurn, turns, limit, cancellationToken);
        if (whole)
        {
            folder.Delete(recursive: true);
        }
        else
        {
            Console.WriteLine($"What both sides left is in {folder.FullName}.");
        }

        return whole ? 0 : NoPair;
    }

    /// <returns>Whether every chosen verb had a complete pair of turns.</returns>
    private static async Task<bool> RunAsync(
        Checkout mine,
        Checkout other,
        string[] chosen,
        Func<string, TimeSpan, ITurn> verbTurn,
        int turns,
        TimeSpan limit,
        CancellationToken cancellationToken)
    {
        var shared = await SharedVerbs.FindAsync(mine, other, cancellationToken);
        ITurn[] own = [new FirstCommand(limit), new ServeIdle()];
        ITurn[] all = [.. own, .. shared.Except([Name]).Select(verb => verbTurn(verb, limit))];
        var alternating = new AlternatingTurns(mine, other, turns);
        var whole = true;
        foreach (var name in chosen.Contains(All) ? all.Select(turn => turn.Name) : chosen)
        {
            var turn = all.FirstOrDefault(turn => turn.Name == name);
            var pairs = turn is null ? [] : await alternating.RunAsync(turn, cancellationToken);
            whole &= pairs.Count > 0;
            Print(name, turn is null ? "is not a verb of both sides" : $"{pairs.Count} whole pairs of turns, this divided by other", RatioTable.Of(pairs));
        }

        return whole;
    }

    private static void Print(string name, string what, RatioTable table)
    {
        Console.WriteLine();
        Console.WriteLine($"{name}: {what}");
        foreach (var line in RatioText.Write(table))
        {
            Console.WriteLine(line);
        }

        Console.WriteLine();
    }
}
