using System.CommandLine;
using SegFunctions.Local.Output;
using SegFunctions.Local.Setup;
using SegFunctions.Models.Additions;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Catalogue.Exports;

namespace SegFunctions.Local.Commands;

/// <summary><c>models add</c>: adds a published export of a network and checks it.</summary>
internal sealed class ModelsAddCommand : Command
{
    private static readonly string[] KindNames = [.. ExportKinds.All.Select(kind => kind.Name)];

    private readonly Argument<string> _name = new("name") { Description = "The model's name: lower-case letters, digits, '-' and '.'." };
    private readonly Option<string?> _kind = new("--kind") { Description = $"The kind of model: {string.Join(", ", KindNames)}." };

    private readonly Option<string[]> _files = new("--file")
    {
        Description = "ROLE=PATH or ROLE=URL for each file: network, tokenizer, encoder, decoder, and network.data for weights beside the network; license is shown and must be accepted.",
    };

    private readonly Option<string[]> _hashes = new("--sha256") { Description = "ROLE=HEX: the expected SHA-256 of a file." };
    private readonly Option<bool> _accepts = new("--accept-license") { Description = "Accept the terms of the weights." };
    private readonly Option<string?> _data = NetworkOptions.CreateData();

    public ModelsAddCommand()
        : base("add", "Add a published export of a network, after checking its tensors. It is not used until it is chosen with --text-model, --subject-model or --marks-model.")
    {
        Arguments.Add(_name);
        foreach (var option in (Option[])[_kind, _files, _hashes, _accepts, _data])
        {
            Options.Add(option);
        }

        CommandContext.Bind(this, AddAsync);
    }

    private async Task<int> AddAsync(CommandContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var kind = parsed.GetValue(_kind) is not { } named ? throw new UserException($"Choose the kind of model with --kind: {string.Join(", ", KindNames)}.")
            : ExportKinds.Find(named) ?? throw new UserException($"There is no kind '{named}'.{NearestName.Suggest(named, KindNames)} Known kinds: {string.Join(", ", KindNames)}.");
        var request = new AdditionRequest(parsed.GetRequiredValue(_name), kind, ReadFiles(parsed), parsed.GetValue(_accepts));
        var networks = new AddedNetworks(AddedNetworks.FolderIn(context.DataFolder(parsed.GetValue(_data))));
        try
        {
            var added = await context.Screen.ShowAsync(async rows =>
            {
                var shown = new Dictionary<string, IProgressRow>(StringComparer.Ordinal);
                var model = await networks.Open(context.Time).AddAsync(request, context.Screen.Say, (role, bytes, all) => Show(rows, shown, role, bytes, all), cancellationToken);
                foreach (var row in shown.Values)
                {
                    row.End("copied");
                }

                return model;
            });
            foreach (var file in added.Files)
            {
                context.Output.WriteLine($"{file.Sha256}  {file.Name}");
            }

            context.Screen.Say($"Added {added.Name}, a {kind.Name}: {kind.Description}. Try it: models test {added.Name} photo.jpg");
            return 0;
        }
        catch (Exception exception) when (exception is AdditionException or ModelCatalogueException)
        {
            throw new UserException(exception.Message, exception);
        }
    }

    private static void Show(IProgressRows rows, Dictionary<string, IProgressRow> shown, string role, long bytes, long all)
    {
        if (!shown.TryGetValue(role, out var row))
        {
            shown.Add(role, row = rows.Add(role));
        }

        row.Report(all > 0 ? (double)bytes / all : 0, $"{bytes / 1e6:F0} MB");
    }

    private List<GivenFile> ReadFiles(ParseResult parsed)
    {
        var files = new List<GivenFile>();
        foreach (var text in parsed.GetValue(_files) ?? [])
        {
            var (role, source) = Split(text, "--file");
            files.Add(GivenFile.Find(role, File.Exists(source) ? Path.GetFullPath(source) : source)
                ?? throw new UserException($"--file {text}: no file has the role '{role}'."));
        }

        foreach (var text in parsed.GetValue(_hashes) ?? [])
        {
            var (role, hash) = Split(text, "--sha256");
            var index = files.FindIndex(file => file.RoleName == role);
            if (index < 0 || hash.Length != 64 || !hash.All(char.IsAsciiHexDigit))
            {
                throw new UserException(index < 0 ? $"--sha256 {text}: no --file has the role '{role}'." : $"--sha256 {text} is not 64 hex digits.");
            }

            files[index] = files[index] with { Sha256 = hash.ToLowerInvariant() };
        }

        return files;
    }

    private static (string Role, string Value) Split(string text, string option) => text.Split('=', 2) is [{ Length: > 0 } role, { Length: > 0 } value]
        ? (role, value)
        : throw new UserException($"{option} {text} does not have the form ROLE=VALUE.");
}
