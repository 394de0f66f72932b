using System.CommandLine;
using SegFunctions.Local.Output;
using SegFunctions.Local.Setup;
using SegFunctions.Models.Additions;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;
using Spectre.Console;

namespace SegFunctions.Local.Commands;

/// <summary><c>models</c>: models that can be installed, and those that a user adds.</summary>
internal sealed class ModelsCommand : Command
{
    private readonly Argument<string[]> _names = new("names") { Description = "Names of models; default all.", Arity = ArgumentArity.ZeroOrMore };

    private readonly Argument<string> _removed = new("name") { Description = "An added model." };
    private readonly Option<string?> _data = NetworkOptions.CreateData();

    public ModelsCommand()
        : base("models", "Manage the networks that can be installed, and those that you add.")
    {
        var list = new Command("list", "Show every model, and whether it is installed.") { JsonOutput.Option, _data };
        CommandContext.Bind(list, (context, parsed, _) => Task.FromResult(List(context, parsed)));
        var remove = new Command("remove", "Remove an added model and its files.") { _removed, _data };
        CommandContext.Bind(remove, RemoveAsync);
        var install = new Command("install", "Install models into the cache, and verify their hashes.") { _names };
        CommandContext.Bind(install, InstallAsync);
        Subcommands.Add(list);
        Subcommands.Add(install);
        Subcommands.Add(new ModelsAddCommand());
        Subcommands.Add(remove);
        Subcommands.Add(new ModelsTestCommand());
    }

    private int List(CommandContext context, ParseResult parsed)
    {
        var store = ModelSetup.StoreIn(context.Cache);
        var added = new AddedNetworks(AddedNetworks.FolderIn(context.DataFolder(parsed.GetValue(_data))));
        added.Check();
        var models = ModelCatalogue.Load(exports: added.Folder).Models;
        if (JsonOutput.TryWrite(context, parsed, models.Select(model => new ListedModel(
            model.Name, store.IsInstalled(model), model.Source.Bytes, model.License.Package, model.License.Upstream, model.Description))))
        {
            return 0;
        }

        var table = Tables.Create("model", "state", "download", "license", "what it does");
        foreach (var model in models)
        {
            table.AddRow(
                new Text(model.Name),
                new Text(StateOf(store, model)),
                new Text(model.Source is AddedFolder ? "-" : $"{model.Source.Bytes / 1e6:F0} MB"),
                new Text(model.License.Package),
                new Text(model.Description));
        }

        Tables.Write(table, context.Output);
        return 0;
    }

    private static string StateOf(ModelStore store, ModelEntry model) => (store.IsInstalled(model), model.Source) switch
    {
        (true, AddedFolder) => "added",
        (true, _) => "installed",
        (false, AddedFolder) => "files missing",
        _ => "not installed",
    };

    private async Task<int> RemoveAsync(CommandContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var name = parsed.GetRequiredValue(_removed);
        try
        {
            await new AddedNetworks(AddedNetworks.FolderIn(context.DataFolder(parsed.GetValue(_data)))).Open(context.Time).RemoveAsync(name, cancellationToken);
        }
        catch (Exception exception) when (exception is AdditionException or ModelCatalogueException)
        {
            throw new UserException(exception.Message, exception);
        }

        context.Screen.Say($"Removed: {name}.");
        return 0;
    }

    private async Task<int> InstallAsync(CommandContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var names = parsed.GetValue(_names) is { Length: > 0 } named ? named : [.. ModelCatalogue.Load().Models.Select(model => model.Name)];
        var setup = new ModelSetup(ModelSetup.StoreIn(context.Cache), context.Time);
        foreach (var sentence in setup.DescribeMissing(names))
        {
            context.Screen.Say(sentence);
        }

        await context.Screen.ShowAsync(async rows =>
        {
            await setup.EnsureAsync(names, rows, cancellationToken);
            return names.Length;
        });
        context.Screen.Say($"Installed: {string.Join(", ", names)}.");
        return 0;
    }

    /// <param name="Bytes">Size of the download; models of one package share it.</param>
    /// <param name="License">License of the package that contains it.</param>
    /// <param name="Upstream">What is known about the weights themselves.</param>
    private sealed record ListedModel(string Name, bool Installed, long Bytes, string License, string Upstream, string Description);
}
