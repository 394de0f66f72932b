using System.CommandLine;
using SegFunctions.Local.Output;
using SegFunctions.Local.Setup;
using SegFunctions.Models.Catalogue;
using Spectre.Console;

namespace SegFunctions.Local.Commands;

/// <summary><c>models list</c> and <c>models install</c>.</summary>
internal sealed class ModelsCommand : Command
{
    private readonly Argument<string[]> _names = new("names") { Description = "Models; none for all.", Arity = ArgumentArity.ZeroOrMore };

    public ModelsCommand()
        : base("models", "The networks that can be installed.")
    {
        var list = new Command("list", "Show every model, and whether it is installed.") { JsonOutput.Option };
        CommandContext.Bind(list, (context, parsed, _) => Task.FromResult(List(context, parsed)));
        var install = new Command("install", "Install models into the cache, checked by their hashes.") { _names };
        CommandContext.Bind(install, InstallAsync);
        Subcommands.Add(list);
        Subcommands.Add(install);
    }

    private static int List(CommandContext context, ParseResult parsed)
    {
        var store = ModelSetup.StoreIn(context.Cache);
        var models = ModelCatalogue.Load().Models;
        if (JsonOutput.TryWrite(context, parsed, models.Select(model => new ListedModel(
            model.Name, store.IsInstalled(model), model.Source.Bytes, model.Licence.Package, model.Licence.Upstream, model.Description))))
        {
            return 0;
        }

        var table = Tables.Create("model", "state", "download", "licence", "what it does");
        foreach (var model in models)
        {
            table.AddRow(
                new Text(model.Name),
                new Text(store.IsInstalled(model) ? "installed" : "not installed"),
                new Text($"{model.Source.Bytes / 1e6:F0} MB"),
                new Text(model.Licence.Package),
                new Text(model.Description));
        }

        Tables.Write(table, context.Output);
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
    /// <param name="Licence">License of the package that contains it.</param>
    /// <param name="Upstream">What is known about the weights themselves.</param>
    private sealed record ListedModel(string Name, bool Installed, long Bytes, string Licence, string Upstream, string Description);
}
