using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Worker.Settings;

/// <summary>Section <c>Models</c>: which networks are used, and where they come from.</summary>
public sealed class ModelsOptions : IValidatableObject
{
    public const string Section = "Models";

    /// <summary>Folder of installed networks; the user's cache folder if unset.</summary>
    public string? Cache { get; set; }

    /// <summary>Whether a missing network is installed when it is first needed; otherwise it is an error.</summary>
    public bool Install { get; set; } = true;

    /// <summary>How far the networks for words, points and boxes are prepared ahead of the first request, if they are installed.</summary>
    public WarmUpKind WarmUp { get; set; } = WarmUpKind.Try;

    /// <summary>A catalogue file whose entries are added to the built-in ones and take precedence over them.</summary>
    public string? Catalogue { get; set; }

    /// <summary>A folder of exports that users added with <c>models add</c>; they are used where they are named below. Unset for none.</summary>
    public string? Added { get; set; }

    /// <summary>A blob container with such a folder, which is downloaded to <see cref="Added"/> before the worker starts. Unset for none.</summary>
    public string? AddedContainer { get; set; }

    /// <summary>Maximum number of networks requested by jobs that stay open, besides those that are chosen here.</summary>
    [Range(1, 100)]
    public int AskedAtOnce { get; set; } = 2;

    /// <summary>The open-vocabulary network for text prompts, used instead of the detectors: an added export of a kind for words. Unset for the detectors and their vocabulary.</summary>
    public string? Text { get; set; }

    /// <summary>The detectors for text prompts: catalogue entries with one vocabulary, which form an ensemble. If empty, they are chosen by ability.</summary>
    public IList<string> Detectors { get; } = [];

    /// <summary>The network that cuts out found or marked objects: a catalogue entry of the kind <c>sam</c>, or an added export of a kind for points and boxes. If unset, it is chosen by ability.</summary>
    public string? Sam { get; set; }

    /// <summary>The network that finds a picture's subject: a catalogue entry of the kind <c>matting</c>, or an added export of a kind for the subject. If unset, it is chosen by ability.</summary>
    public string? Matting { get; set; }

    /// <exception cref="ModelCatalogueException">A name is unknown, or the model lacks the ability.</exception>
    public ModelChoice Choose(ModelCatalogue catalogue) => ModelChoice.Of(catalogue, [.. Detectors], Sam, Matting, Text);

    /// <summary>Loads the catalogue of all networks that may be named.</summary>
    /// <exception cref="ModelCatalogueException">An entry is invalid, or two have the same name.</exception>
    public ModelCatalogue LoadCatalogue() => ModelCatalogue.Load(Catalogue, Added);

    /// <summary>Checks that the catalogue has all names, so that a wrong one fails at start and not at the first request.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        try
        {
            Choose(LoadCatalogue());
            return [];
        }
        catch (Exception exception) when (exception is ModelCatalogueException or IOException or UnauthorizedAccessException)
        {
            return [new ValidationResult(exception.Message)];
        }
    }
}

[OptionsValidator]
internal sealed partial class ModelsOptionsValidator : IValidateOptions<ModelsOptions>;

/// <summary>How far networks are prepared ahead of the first request.</summary>
public enum WarmUpKind
{
    /// <summary>They are not prepared: the first request waits for them.</summary>
    None,

    /// <summary>They are opened at start.</summary>
    Open,

    /// <summary>If no request comes within two seconds of the start, they are opened and run on a blank picture.</summary>
    Try,
}
