using System.CommandLine;
using SegFunctions.Local.Client;
using SegFunctions.Local.Output;
using SegFunctions.Local.Segmenting;
using SegFunctions.Local.Setup;

namespace SegFunctions.Local.Commands;

/// <summary><c>segment</c>: pictures and words in, masks out.</summary>
internal sealed class SegmentCommand : Command
{
    private readonly Argument<string[]> _files = new("files") { Description = "Pictures: JPEG, PNG or WebP.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string[]> _words = new("--text") { Description = "A word for what to cut out; may be given more than once.", Required = true };
    private readonly Option<double?> _threshold = new("--threshold") { Description = "Lowest score of a segment, 0–1. [default: 0.5]" };
    private readonly Option<double?> _maskThreshold = new("--mask-threshold") { Description = "Where a mask ends, 0–1; higher is tighter. [default: 0.5]" };

    private readonly Option<DirectoryInfo> _out = new("--out")
    {
        Description = "Where masks, previews and result.json go.",
        DefaultValueFactory = _ => new DirectoryInfo("out"),
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print result.json, and nothing else, to standard output." };
    private readonly Option<bool> _sample = new("--sample") { Description = "Use a public-domain photo; try the words boat and person." };
    private readonly Option<string?> _server = new("--server") { Description = "A running server; else the stack is started for this run. [env: SEG_SERVER]" };
    private readonly Option<string?> _apiKey = new("--api-key") { Description = "The server's key. [default: local-dev-key; env: SEG_API_KEY]" };

    public SegmentCommand()
        : base("segment", "Cut out what the words name. Exit code 0 only if every picture succeeded, 1 if one failed, 2 if nothing could be run.")
    {
        Arguments.Add(_files);
        foreach (var option in (Option[])[_words, _threshold, _maskThreshold, _out, _json, _sample, _server, _apiKey])
        {
            Options.Add(option);
        }

        CommandContext.Bind(this, RunAsync);
    }

    private async Task<int> RunAsync(CommandContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = new SegmentOptions(
            ReadWords(parsed), Share(parsed.GetValue(_threshold), "--threshold"), Share(parsed.GetValue(_maskThreshold), "--mask-threshold"));
        var paths = parsed.GetValue(_files) ?? [];
        var sample = parsed.GetValue(_sample);
        if (paths.Length == 0 && !sample)
        {
            throw new UserException("Name at least one picture, or take the sample with --sample.");
        }

        InputFiles.Check(paths);
        var folder = new ResultFolder(parsed.GetValue(_out)!.FullName);
        folder.Create();

        await using var server = new ServerChoice(
            ServerAddress.Read(parsed.GetValue(_server) ?? context.Settings.Server), parsed.GetValue(_apiKey) ?? context.Settings.ApiKey, context);
        var document = await context.Screen.ShowAsync(async rows =>
        {
            var photo = sample ? new SamplePhoto(context.Cache, context.Time).EnsureAsync(rows, cancellationToken) : null;
            var url = await server.ReachAsync(rows, cancellationToken);
            var files = InputFiles.Check([.. paths, .. photo is null ? [] : new[] { await photo }]);
            using var client = new SegmentationClient(url, server.ApiKey, context.Time);
            return await new SegmentRun(client, folder, context.Time).RunAsync(files, options, rows, cancellationToken);
        });
        Print(document, parsed.GetValue(_json));
        return document.Succeeded ? 0 : 1;
    }

    private static void Print(ResultDocument document, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(ResultFolder.ToJson(document));
        }
        else
        {
            ResultTable.Write(document, Console.Out);
        }
    }

    private string[] ReadWords(ParseResult parsed)
    {
        var words = parsed.GetValue(_words)!;
        return words.Any(string.IsNullOrWhiteSpace) ? throw new UserException("--text needs a word.") : words;
    }

    private static double? Share(double? value, string name) =>
        value is null or (>= 0 and <= 1) ? value : throw new UserException($"{name} is {value}, not between 0 and 1.");
}
