using System.Globalization;
using SegFunctions.Local.Client;
using SegFunctions.Local.Output;
using Spectre.Console;

namespace SegFunctions.Local.Commands;

/// <summary><c>segment --words</c>: lists the known words.</summary>
internal static class WordList
{
    public static async Task WriteAsync(Uri server, string apiKey, bool json, CommandContext context, CancellationToken cancellationToken)
    {
        using var client = new SegmentationClient(server, apiKey, context.Time);
        var words = await client.GetWordsAsync(cancellationToken);
        if (json)
        {
            context.Output.WriteLine(JsonOutput.ToJson(words));
            return;
        }

        if (words.AnyWord is true)
        {
            context.Screen.Say("Every word is accepted, since the server has an open-vocabulary network. The built-in detectors know these words:");
        }

        var table = Tables.Create("word", "also", "means", "answered by");
        foreach (var word in words.Words)
        {
            table.AddRow(new Text(word.Label), new Text(string.Join(", ", [.. word.Synonyms, .. word.Kinds])), new Text(word.Label), new Text(Describe(word)));
        }

        foreach (var broader in words.Broader)
        {
            table.AddRow(new Text(broader.Words[0]), new Text(string.Join(", ", broader.Words.Skip(1))), new Text(string.Join(", ", broader.Labels)), Text.Empty);
        }

        Tables.Write(table, context.Output);
    }

    /// <summary><c>open-images (Apache-2.0), 83 % right</c>; empty if the server does not say.</summary>
    private static string Describe(WordItem word) => word.Networks is null
        ? string.Empty
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", word.Networks)} ({word.License}){(word.Precision is { } part ? $", {part * 100:0} % right" : string.Empty)}");
}
