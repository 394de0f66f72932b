namespace SegFunctions.Apis.Own;

internal static class OwnRegistration
{
    public static IServiceCollection AddOwnApi(this IServiceCollection services) => services.AddCors().AddSingleton<FileAnswers>();
}
