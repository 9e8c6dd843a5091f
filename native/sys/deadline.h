#pragma once

#include <algorithm>
#include <chrono>

namespace pysocket {

// Moment by which a call must return; none for a negative timeout.
class Deadline {
  public:
    using Clock = std::chrono::steady_clock;

    explicit Deadline(double seconds) : endless_(!(seconds >= 0 && seconds < kLongest)) {
        if (!endless_) {
            const std::chrono::duration<double> timeout(seconds);
            moment_ = Clock::now() + std::chrono::ceil<Clock::duration>(timeout);
        }
    }

    bool endless() const { return endless_; }
    Clock::time_point moment() const { return moment_; }

    // Zero once the moment has passed.
    std::chrono::nanoseconds remaining() const {
        const auto left = moment_ - Clock::now();
        return left.count() > 0 ? left : Clock::duration::zero();
    }

    bool passed() const { return !endless_ && Clock::now() >= moment_; }

    // Deadline for a part of the wait that ends `length` from now.
    Deadline at_most(std::chrono::microseconds length) const {
        Deadline part(std::chrono::duration<double>(length).count());
        if (!endless_) part.moment_ = std::min(part.moment_, moment_);
        return part;
    }

  private:
    // A century. Beyond it the clock's arithmetic would overflow.
    static constexpr double kLongest = 3.2e9;

    bool endless_;
    Clock::time_point moment_{};
};

}  // namespace pysocket
