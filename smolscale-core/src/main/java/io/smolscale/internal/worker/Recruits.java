package io.smolscale.internal.worker;

/// Home workers that have not come yet: a member is made when nobody else of the homes sleeps.
interface Recruits {
  /// No home worker is left to come.
  Recruits NONE =
      new Recruits() {
        @Override
        public int left() {
          return 0;
        }

        @Override
        public boolean come() {
          return false;
        }
      };

  /// Returns how many there are, about.
  int left();

  /// Has one come. It looks for work after this call.
  ///
  /// @return whether one comes
  boolean come();
}
