using System.CommandLine;
using SegFunctions.Local.Client;
using SegFunctions.Local.Segmenting;
using SegFunctions.Local.Setup;

namespace SegFunctions.Local.Commands;

/// <summary><c>segment</c>: pictures and what to cut out in, masks out.</summary>
internal sealed class SegmentCommand : Command
{
    private readonly Argument<string[]> _files = new("files") { Description = "Pictures: JPEG, PNG or WebP.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string[]> _words = new("--text") { Description = "A word for what to cut out; may be given more than once." };
    private readonly Option<string[]> _negatives = new("--negative") { Description = "A word for what no mask may show; may be given more than once." };

    private readonly Option<string[]> _points = new("--point")
    {
        Description = "x,y on the object, or x,y:0 beside it, as parts of the width and height, 0–1. All points mark one object, together with a single --box.",
    };

    private readonly Option<string[]> _boxes = new("--box") { Description = "x1,y1,x2,y2 around an object, 0–1; may be given more than once." };
    private readonly Option<bool> _subject = new("--subject") { Description = "Cut out what the picture is of." };
    private readonly Option<double?> _threshold = NumberOptions.Real("--threshold", "Lowest score of a segment, 0–1. [default: 0.5]");
    private readonly Option<double?> _maskThreshold = NumberOptions.Real("--mask-threshold", "Where a mask ends, 0–1; higher is tighter. [default: 0.5]");

    private readonly Option<double?> _edgeOffset = NumberOptions.Real("--edge-offset", "Pixels by which masks grow, or shrink below 0. [default: 0]");

    private readonly Option<string[]> _outputs = new("--output")
    {
        Description = "What else to make of each mask: cutout, polygons or rle; may be given more than once.",
    };

    private readonly Option<DirectoryInfo> _out = new("--out")
    {
        Description = "Where masks, previews and result.json go.",
        DefaultValueFactory = _ => new DirectoryInfo("out"),
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print result.json, and nothing else, to standard output." };
    private readonly Option<bool> _sample = new("--sample") { Description = "Use a public-domain photo; try the words boat and person." };
    private readonly Option<string?> _server = new("--server") { Description = "A running server; else the stack is started for this run. [env: SEG_SERVER]" };
    private readonly Option<string?> _apiKey = new("--api-key") { Description = "The server's key. [default: local-dev-key; env: SEG_API_KEY]" };

    private readonly ProviderOption _provider = new();

    public SegmentCommand()
        : base("segment", "Cut out what words, points or boxes say. Exit code 0 only if every picture succeeded, 1 if one failed, 2 if nothing could be run.")
    {
        Arguments.Add(_files);
        foreach (var option in (Option[])[
            _words, _negatives, _points, _boxes, _subject, _threshold, _maskThreshold, _edgeOffset, _outputs, _out, _json, _sample, _server, _apiKey, _provider,
        ])
        {
            Options.Add(option);
        }

        _outputs.AcceptOnlyFromAmong("cutout", "polygons", "rle");
        MistypedOptions.Refuse(_files, this);
        CommandContext.Bind(this, RunAsync);
    }

    private async Task<int> RunAsync(CommandContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = ReadOptions(parsed);
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
            ServerAddress.Read(parsed.GetValue(_server) ?? context.Settings.Server), parsed.GetValue(_apiKey) ?? context.Settings.ApiKey, _provider.Read(parsed, context.Settings), context);
        var document = await context.Screen.ShowAsync(async rows =>
        {
            var photo = sample ? new SamplePhoto(context.Cache, context.Time).EnsureAsync(rows, cancellationToken) : null;
            var url = await server.ReachAsync(rows, cancellationToken);
            var files = InputFiles.Check([.. paths, .. photo is null ? [] : new[] { await photo }]);
            using var client = new SegmentationClient(url, server.ApiKey, context.Time);
            return await new SegmentRun(client, folder, context.Time).RunAsync(files, options, rows, cancellationToken);
        });
        Print(document, folder, parsed.GetValue(_json));
        return document.Succeeded ? 0 : 1;
    }

    private static void Print(ResultDocument document, ResultFolder folder, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(ResultFolder.ToJson(document));
        }
        else
        {
            ResultTable.Write(document, folder, Console.Out);
        }
    }

    private SegmentOptions ReadOptions(ParseResult parsed)
    {
        var options = new SegmentOptions(
            Share(parsed.GetValue(_threshold), "--threshold"),
            Share(parsed.GetValue(_maskThreshold), "--mask-threshold"),
            parsed.GetValue(_edgeOffset) ?? 0,
            parsed.GetValue(_outputs) ?? [])
        {
            Words = ReadWords(parsed, _words),
            NegativeWords = ReadWords(parsed, _negatives),
            Marks = Marks.Read(parsed.GetValue(_points) ?? [], parsed.GetValue(_boxes) ?? []),
            Subject = parsed.GetValue(_subject),
        };
        return options.SaysWhat ? options : throw new UserException("Say what to cut out: --text, --point, --box or --subject.");
    }

    private static string[] ReadWords(ParseResult parsed, Option<string[]> option)
    {
        var words = parsed.GetValue(option) ?? [];
        return words.Any(string.IsNullOrWhiteSpace) ? throw new UserException($"{option.Name} needs a word.") : words;
    }

    private static double? Share(double? value, string name) =>
        value is null or (>= 0 and <= 1) ? value : throw new UserException($"{name} is {value}, not between 0 and 1.");
}
