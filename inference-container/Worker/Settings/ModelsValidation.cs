using Microsoft.Extensions.Options;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Worker.Settings;

/// <summary>A name that the catalogue lacks fails at start and not at the first request.</summary>
internal sealed class ModelsValidation : IValidateOptions<ModelsOptions>
{
    public ValidateOptionsResult Validate(string? name, ModelsOptions options)
    {
        try
        {
            options.Choose(ModelCatalogue.Load(options.Catalogue));
            return ValidateOptionsResult.Success;
        }
        catch (Exception exception) when (exception is ModelCatalogueException or IOException or UnauthorizedAccessException)
        {
            return ValidateOptionsResult.Fail(exception.Message);
        }
    }
}
