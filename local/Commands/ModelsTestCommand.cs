using System.CommandLine;
using SegFunctions.Local.Setup;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Catalogue.Exports;

namespace SegFunctions.Local.Commands;

/// <summary><c>models test</c>: runs an added network on a photo, as <c>segment</c> does with it chosen, and names the picture to look at.</summary>
internal sealed class ModelsTestCommand : Command
{
    private readonly Argument<string> _name = new("name") { Description = "An added model." };
    private readonly Argument<string> _photo = new("photo") { Description = "A photo." };
    private readonly Option<string[]> _words = new("--text") { Description = "A word for what to cut out, for models that find words; may be given more than once." };
    private readonly Option<string?> _out = PathOptions.Create("--out", "Where masks, the preview and result.json go. [default: out]");
    private readonly Option<string?> _data = NetworkOptions.CreateData();

    public ModelsTestCommand()
        : base("test", "Run an added model on a photo, and write the preview.")
    {
        Arguments.Add(_name);
        Arguments.Add(_photo);
        Options.Add(_words);
        Options.Add(_out);
        Options.Add(_data);
        CommandContext.Bind(this, TestAsync);
    }

    private async Task<int> TestAsync(CommandContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var data = context.DataFolder(parsed.GetValue(_data));
        var name = parsed.GetRequiredValue(_name);
        var model = new AddedNetworks(AddedNetworks.FolderIn(data)).Read().FirstOrDefault(added => added.Name == name)
            ?? throw new UserException($"No model '{name}' was added in {AddedNetworks.FolderIn(data)}.");
        var words = parsed.GetValue(_words) ?? [];
        var findsWords = ExportKinds.Find(model.Kind)!.Make(model).Ability == ModelAbility.Words;
        if (findsWords != words.Length > 0)
        {
            throw new UserException(findsWords ? $"A {model.Kind} finds words: say --text." : $"A {model.Kind} finds the subject, and takes no words.");
        }

        var folder = parsed.GetValue(_out) ?? Path.GetFullPath("out");
        string[] prompts = findsWords ? [.. words.SelectMany(word => new[] { "--text", word }), "--text-model", name] : ["--subject", "--subject-model", name];
        string[] arguments =
        [
            "segment", parsed.GetRequiredValue(_photo), .. prompts, "--out", folder, "--data", data, "--cache", context.Cache,
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
}
