using SegFunctions.Jobs;

namespace SegFunctions.Webhooks.Deliveries;

/// <summary>When a delivery is retried. Pure functions, since orchestrators call them.</summary>
internal static class DeliveryPlanRules
{
    /// <summary>Maximum fraction by which a pause of the ladder is randomly lengthened.</summary>
    private const double Jitter = 0.2;

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(24);

    private static readonly TimeSpan[] Ladder =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    private static readonly TimeSpan[] ThreeTries = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5)];

    /// <summary>Maximum number of attempts.</summary>
    public static int Attempts(this DeliveryPlan plan) => PausesOf(plan).Length + 1;

    /// <param name="plan">The delivery's.</param>
    /// <param name="failed">Number of attempts that failed before this one.</param>
    public static bool IsLast(this DeliveryPlan plan, int failed) => failed == PausesOf(plan).Length;

    /// <summary>Whether the plan heeds a response's <c>Retry-After</c> and the status 410.</summary>
    public static bool HeedsAnswers(this DeliveryPlan plan) => plan == DeliveryPlan.Ladder;

    /// <param name="plan">The delivery's.</param>
    /// <param name="failed">Number of attempts that failed before this one, which is not the last.</param>
    /// <param name="result">This attempt's result.</param>
    public static TimeSpan PauseAfter(this DeliveryPlan plan, int failed, AttemptResult result)
    {
        var pause = PausesOf(plan)[failed];
        if (plan != DeliveryPlan.Ladder)
        {
            return pause;
        }

        var asked = result.Wait is not { } wait ? TimeSpan.Zero : wait < LongestWait ? wait : LongestWait;
        return (asked > pause ? asked : pause) * (1 + (Jitter * result.Spread));
    }

    private static TimeSpan[] PausesOf(DeliveryPlan plan) => plan switch
    {
        DeliveryPlan.Ladder => Ladder,
        DeliveryPlan.ThreeTries => ThreeTries,
        _ => throw new ArgumentOutOfRangeException(nameof(plan)),
    };
}
