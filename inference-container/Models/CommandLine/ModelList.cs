using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Models.CommandLine;

/// <summary>What <c>list</c> prints: one line per model.</summary>
internal static class ModelList
{
    public static void Write(TextWriter output, ModelCatalogue catalogue, ModelStore store)
    {
        var width = catalogue.Models.Max(model => model.Name.Length);
        foreach (var model in catalogue.Models)
        {
            var state = store.IsInstalled(model) ? "installed" : "missing";
            output.WriteLine($"{model.Name.PadRight(width)}  {state,-9}  {model.Description} ({model.Source.Spec}, {model.Licence.Package})");
        }
    }
}
