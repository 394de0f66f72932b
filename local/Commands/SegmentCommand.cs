using System.CommandLine;
using SegFunctions.Local.Client;
using SegFunctions.Local.Output;
using SegFunctions.Local.Segmenting;
using SegFunctions.Local.Setup;

namespace SegFunctions.Local.Commands;

/// <summary><c>segment</c>: takes pictures or videos and what to cut out, writes masks.</summary>
internal sealed class SegmentCommand : Command
{
    private readonly Argument<string[]> _files = new("pictures")
    {
        Description = $"{PictureBytes.KnownTypes}, whatever their names: files, folders, patterns such as 'photos/**/*.jpg', http addresses, - for the standard input.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> _words = new("--text") { Description = "A word for what to cut out; may be given more than once." };
    private readonly Option<string[]> _negatives = new("--negative") { Description = "A word for what no mask may show; may be given more than once." };

    private readonly Option<string[]> _points = new("--point")
    {
        Description = "x,y on the object, or x,y:0 beside it, as fractions of the width and height, 0–1. All points mark one object, together with a single --box.",
    };

    private readonly Option<string[]> _boxes = new("--box") { Description = "x1,y1,x2,y2 around an object, 0–1; may be given more than once." };

    private readonly Option<string[]> _exemplars = new("--exemplar")
    {
        Description = "x1,y1,x2,y2 around an example of what to cut out, 0–1, or x1,y1,x2,y2,- around an example of what not to; may be given more than once, with a --text or alone. Only for pictures, and for models that take exemplars.",
    };

    private readonly Option<bool> _subject = new("--subject") { Description = "Cut out the picture's main subject." };
    private readonly Option<bool> _candidates = new("--candidates") { Description = "For pictures: also return what else a single --point may mean, a part, the object or the whole." };
    private readonly Option<string?> _model = new("--model") { Description = "An added model that answers in place of the server's choice for its kind of prompt, or built-in. [default: the server's choice]" };
    private readonly Option<double?> _threshold = NumberOptions.Real("--threshold", "Lowest score of a segment, 0–1. [default: 0.5]");
    private readonly Option<double?> _maskThreshold = NumberOptions.Real("--mask-threshold", "Where a mask ends, 0–1; higher is tighter. [default: 0.5]");

    private readonly Option<double?> _fps = NumberOptions.Real("--fps", "For videos: frames to process per second. [default: the server's, 5]");
    private readonly Option<int?> _maxFrames = NumberOptions.Whole("--max-frames", "For videos: the maximum number of frames to process.");
    private readonly Option<int?> _frame = NumberOptions.Whole("--frame", "For videos: the frame that --point and --box are on, counted from 0. [default: 0]");

    private readonly Option<double?> _edgeOffset = NumberOptions.Real("--edge-offset", "Pixels by which masks grow, or shrink if negative. [default: 0]");

    private readonly Option<string[]> _outputs = new("--output")
    {
        Description = "What else to produce: cutout, polygons or rle for pictures, cutout or mask for videos; may be given more than once.",
    };

    private readonly CutoutFlags _cutouts = new();

    private readonly Option<string?> _out = PathOptions.Create("--out", "Where masks, previews and result.json go. [default: out]");

    private readonly Option<string?> _resume = PathOptions.Create(
        "--resume",
        "Resume the unfinished run in this output folder, with its pictures and prompts. Jobs that the server still has are not charged again.");

    private readonly Option<bool> _json = new("--json") { Description = "Print result.json, and nothing else, to standard output." };
    private readonly Option<bool> _listWords = new("--words") { Description = "List the words that --text knows, and do nothing else; may be combined with --json and --server." };
    private readonly Option<bool> _sample = new("--sample") { Description = "Use a public-domain photo; try the word sheep." };
    private readonly Option<string?> _server = new("--server") { Description = "A running server; without one, the stack is started for this run. [env: SEG_SERVER]" };
    private readonly Option<string?> _apiKey = new("--api-key") { Description = "The server's key. [default: local-dev-key; env: SEG_API_KEY]" };

    private readonly ProviderOption _provider = new();
    private readonly NetworkOptions _networks = new();
    private readonly Option<string?> _data = NetworkOptions.CreateData();

    public SegmentCommand()
        : base("segment", "Cut out what words, points or boxes say. Exit code 0 only if every picture succeeded, 1 if one failed, 2 if nothing was run.")
    {
        Arguments.Add(_files);
        foreach (var option in (Option[])[
            _words, _negatives, _points, _boxes, _exemplars, _subject, _candidates, _model, _threshold, _maskThreshold, _edgeOffset, _fps, _maxFrames, _frame, _outputs, .. _cutouts.All, _out, _resume, _json, _listWords, _sample, _server, _apiKey, _provider, .. _networks.All, _data,
        ])
        {
            Options.Add(option);
        }

        _outputs.AcceptOnlyFromAmong("cutout", "polygons", "rle", "mask");
        MistypedOptions.Refuse(_files, this);
        CommandContext.Bind(this, RunAsync);
    }

    private async Task<int> RunAsync(CommandContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_listWords))
        {
            return await ListWordsAsync(context, parsed, cancellationToken);
        }

        var earlier = ReadResume(parsed);
        var folder = earlier?.Folder ?? new ResultFolder(parsed.GetValue(_out) ?? Path.GetFullPath("out"));
        var options = earlier?.Journal.Options ?? ReadOptions(parsed);
        var sources = earlier is null ? ReadSources(parsed) : [];
        folder.Create();

        var named = ServerAddress.Read(parsed.GetValue(_server) ?? context.Settings.Server) ?? earlier?.Journal.Server;
        var networks = ReadNetworks(context, parsed, named);
        await using var server = new ServerChoice(
            named, parsed.GetValue(_apiKey) ?? context.Settings.ApiKey, _provider.Read(parsed, context.Settings), networks, context);
        var end = await context.Screen.ShowAsync(async rows =>
        {
            await using var standardInput = Console.OpenStandardInput();
            var inputs = new InputFiles(folder.Inputs, standardInput);
            var journal = earlier is null
                ? new RunJournal(named, options, await inputs.GetAsync(await AddSampleAsync(sources, context, parsed, rows, cancellationToken), rows, cancellationToken))
                : earlier.Value.Journal with { Server = named, Files = await inputs.GetAgainAsync(earlier.Value.Journal.Files, rows, cancellationToken) };

            // What is resumed was checked when it began, and a file may have changed since.
            if (earlier is null)
            {
                KindOptions.Check(options, journal.Files);
            }

            // If no picture can be sent, no server is needed to say so.
            var url = journal.Files.All(file => file.Fault is not null) ? null : await server.ReachAsync(options.Subject && networks.Subject is null ? [.. ModelSetup.ForWords, .. ModelSetup.ForSubject] : ModelSetup.ForWords, rows, cancellationToken);
            using var client = url is null ? null : new SegmentationClient(url, server.ApiKey, context.Time);
            return await new SegmentRun(client, folder, context.Time).RunAsync(journal, rows, cancellationToken);
        });
        Print(context, end, folder, parsed.GetValue(_json));
        cancellationToken.ThrowIfCancellationRequested();
        return end.Document.Succeeded && end.Fault is null ? 0 : 1;
    }

    private async Task<int> ListWordsAsync(CommandContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var named = ServerAddress.Read(parsed.GetValue(_server) ?? context.Settings.Server);
        await using var server = new ServerChoice(
            named,
            parsed.GetValue(_apiKey) ?? context.Settings.ApiKey,
            _provider.Read(parsed, context.Settings),
            ReadNetworks(context, parsed, named),
            context);
        var url = await context.Screen.ShowAsync(rows => server.ReachAsync(ModelSetup.ForWords, rows, cancellationToken));
        await WordList.WriteAsync(url, server.ApiKey, parsed.GetValue(_json), context, cancellationToken);
        return 0;
    }

    /// <exception cref="UserException">A model is unknown, or is chosen for a server that chooses itself.</exception>
    private AddedNetworks ReadNetworks(CommandContext context, ParseResult parsed, Uri? server) =>
        server is not null && _networks.All.Any(option => parsed.GetResult(option) is { Implicit: false })
            ? throw new UserException("A server that is already running chooses its models itself: start it with serve --text-model, --subject-model or --marks-model.")
            : _networks.Read(parsed, context, context.DataFolder(parsed.GetValue(_data)));

    /// <returns>Null unless requested.</returns>
    private (ResultFolder Folder, RunJournal Journal)? ReadResume(ParseResult parsed)
    {
        if (parsed.GetValue(_resume) is not { } path)
        {
            return null;
        }

        if (parsed.GetResult(_files) is { Tokens.Count: > 0 }
            || Options.Except([_resume, _json, _server, _apiKey, _provider, .. _networks.All, _data]).Any(option => parsed.GetResult(option) is { Implicit: false }))
        {
            throw new UserException("--resume takes pictures and prompts from the run that it resumes; it may be combined only with --json, --server, --api-key and --provider.");
        }

        var folder = new ResultFolder(path);
        return (folder, folder.FindJournal() ?? throw new UserException($"{path} contains no unfinished run."));
    }

    private IReadOnlyList<PictureSource> ReadSources(ParseResult parsed)
    {
        var names = parsed.GetValue(_files) ?? [];
        return names.Length > 0 || parsed.GetValue(_sample)
            ? PictureSource.Find(names)
            : throw new UserException("Name at least one picture or video, or use the sample with --sample.");
    }

    private async Task<IReadOnlyList<PictureSource>> AddSampleAsync(
        IReadOnlyList<PictureSource> sources, CommandContext context, ParseResult parsed, IProgressRows rows, CancellationToken cancellationToken)
    {
        if (!parsed.GetValue(_sample))
        {
            return sources;
        }

        var photo = await PackagedPhoto.Sample(context.Cache, context.Time).EnsureAsync(rows, cancellationToken);
        return [.. sources, new FilePicture(photo, photo)];
    }

    private static void Print(CommandContext context, RunEnd end, ResultFolder folder, bool json)
    {
        if (json)
        {
            context.Output.WriteLine(ResultFolder.ToJson(end.Document));
        }
        else
        {
            ResultTable.Write(end.Document, folder, context.Output);
        }

        if (end.Fault is { } fault)
        {
            context.Screen.Say($"error: {ResultFolder.DocumentName} could not be written, and an earlier one is as it was: {fault}");
        }

        if (!end.Document.Succeeded)
        {
            context.Screen.Say($"segment --resume {ResultTable.Shown(folder, string.Empty)} tries again what failed.");
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
            Marks = Marks.Read(parsed.GetValue(_points) ?? [], parsed.GetValue(_boxes) ?? [], NotNegative(parsed.GetValue(_frame), "--frame")),
            Exemplars = Exemplars.Read(parsed.GetValue(_exemplars) ?? []),
            Subject = parsed.GetValue(_subject),
            Candidates = parsed.GetValue(_candidates),
            Model = parsed.GetValue(_model),
            Fps = parsed.GetValue(_fps) is null or > 0 ? parsed.GetValue(_fps) : throw new UserException("--fps must be more than 0."),
            MaxFrames = NotNegative(parsed.GetValue(_maxFrames), "--max-frames"),
            Cutout = _cutouts.Read(parsed),
        };
        if (parsed.GetValue(_frame) is not null && !options.Marks.AreOnFrame)
        {
            throw new UserException("--frame needs a --point or a --box.");
        }

        return options.SaysWhat ? options : throw new UserException("Say what to cut out: --text, --exemplar, --point, --box or --subject.");
    }

    private static string[] ReadWords(ParseResult parsed, Option<string[]> option)
    {
        var words = parsed.GetValue(option) ?? [];
        return words.Any(string.IsNullOrWhiteSpace) ? throw new UserException($"{option.Name} needs a word.") : words;
    }

    private static int? NotNegative(int? value, string name) =>
        value is null or >= 0 ? value : throw new UserException($"{name} is {value}, and must not be below 0.");

    private static double? Share(double? value, string name) =>
        value is null or (>= 0 and <= 1) ? value : throw new UserException($"{name} is {value}, not between 0 and 1.");
}
