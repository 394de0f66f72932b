using System.CommandLine;
using SegFunctions.Local.Setup;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Catalogue.Exports;

namespace SegFunctions.Local.Commands;

/// <summary><c>models test</c>: runs an added network on a photo, like <c>segment</c> with that network, and says where the preview is.</summary>
internal sealed class ModelsTestCommand : Command
{
    private readonly Argument<string> _name = new("name") { Description = "An added model." };
    private readonly Argument<string> _photo = new("photo") { Description = "A photo." };
    private readonly Option<string[]> _words = new("--text") { Description = "A word for what to cut out, for models with text prompts; may be given more than once." };
    private readonly Option<string[]> _exemplars = new("--exemplar") { Description = "x1,y1,x2,y2 around an example, as for segment; for models with exemplars." };
    private readonly Option<string[]> _points = new("--point") { Description = "x,y on the object, or x,y:0 for a point that is not, as for segment; for models with points and boxes." };
    private readonly Option<string[]> _boxes = new("--box") { Description = "x1,y1,x2,y2 around an object, 0–1; for models with points and boxes." };
    private readonly Option<string?> _out = PathOptions.Create("--out", "Folder for masks, the preview and result.json. [default: out]");
    private readonly ProviderOption _provider = new();
    private readonly Option<string?> _data = NetworkOptions.CreateData();

    public ModelsTestCommand()
        : base("test", "Run an added model on a photo, and write the preview.")
    {
        Arguments.Add(_name);
        Arguments.Add(_photo);
        foreach (var option in (Option[])[_words, _exemplars, _points, _boxes, _out, _provider, _data])
        {
            Options.Add(option);
        }

        CommandContext.Bind(this, TestAsync);
    }

    private async Task<int> TestAsync(CommandContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var data = context.DataFolder(parsed.GetValue(_data));
        var name = parsed.GetRequiredValue(_name);
        var model = new AddedNetworks(AddedNetworks.FolderIn(data)).Read().FirstOrDefault(added => added.Name == name)
            ?? throw new UserException($"No model '{name}' was added in {AddedNetworks.FolderIn(data)}.");
        var folder = parsed.GetValue(_out) ?? Path.GetFullPath("out");
        string[] arguments =
        [
            "segment", parsed.GetRequiredValue(_photo), .. ReadPrompts(parsed, model), "--out", folder, "--provider", _provider.Read(parsed, context.Settings),
            "--data", data, "--cache", context.Cache,
            .. parsed.GetValue(GlobalOptions.Config) is { } config ? (string[])["--config", config] : [],
        ];
        var invocation = new InvocationConfiguration { Output = context.Output, Error = parsed.InvocationConfiguration.Error };
        var code = await LocalCommandLine.Create().Parse(arguments).InvokeAsync(invocation, cancellationToken);
        if (code == 0)
        {
            context.Screen.Say($"The preview and the masks are in {folder}.");
        }

        return code;
    }

    /// <summary>The prompts that the model's kind supports, and the option that chooses it.</summary>
    private string[] ReadPrompts(ParseResult parsed, AddedModel model)
    {
        string[] words = [.. Repeat(_words, parsed), .. Repeat(_exemplars, parsed)];
        string[] marks = [.. Repeat(_points, parsed), .. Repeat(_boxes, parsed)];
        var entry = ExportKinds.Find(model.Kind)!.Make(model);
        return (entry.Ability, words, marks) switch
        {
            (ModelAbility.Words, [_, ..], []) => [.. words, "--text-model", model.Name],
            (ModelAbility.Words, _, _) when entry is TextModel { TakesExemplars: true } => throw new UserException($"A {model.Kind} needs words or exemplars: give --text or --exemplar."),
            (ModelAbility.Words, _, _) => throw new UserException($"A {model.Kind} needs words: give --text."),
            (ModelAbility.Marks, [], [_, ..]) => [.. marks, "--marks-model", model.Name],
            (ModelAbility.Marks, _, _) => throw new UserException($"A {model.Kind} needs points or boxes: give --point or --box."),
            (_, [], []) => ["--subject", "--subject-model", model.Name],
            _ => throw new UserException($"A {model.Kind} finds the subject, and accepts no words, points or boxes."),
        };
    }

    private static IEnumerable<string> Repeat(Option<string[]> option, ParseResult parsed) => (parsed.GetValue(option) ?? []).SelectMany(value => (string[])[option.Name, value]);
}
